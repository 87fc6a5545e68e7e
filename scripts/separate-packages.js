/**
 * A plugin of esbuild for CommonJS bundles: packages that `filter` matches become files of their own, since the larger
 * a bundle is the longer it takes to start. `files` gathers what is imported of them, by the file to be made of it.
 * @param folder where the files will be, as the program finds it
 */
export function separatePackages(filter, folder, files) {
  return {
    name: 'separate-packages',
    setup({ onResolve }) {
      onResolve({ filter }, ({ path, kind }) => {
        if (kind === 'entry-point') return undefined;
        const file = `${path.replaceAll('/', '-').replace(/\.js$/, '')}.cjs`;
        files.set(file, path);
        return { path: `${folder}/${file}`, external: true };
      });
    },
  };
}
