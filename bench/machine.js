import { arch, cpus, type } from 'node:os';

/**
 * What measurements depend on, in a few sentences.
 * @param peers `{title, computes, version}` of each, version undefined where it is not installed
 */
export function machineText(peers) {
  const [{ model }] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const system = `Node ${process.versions.node}, ${type()} ${arch()}`;
  const machine = `${cpus().length} cores of ${model.trim()}, ${system}, ${date}.`;
  const installed = peers.filter(({ computes, version }) => computes && version !== undefined);
  const names = new Set(installed.map(({ title, version }) => `${title} ${version}`));
  return names.size > 0 ? `${machine} Peers: ${[...names].sort().join(', ')}.` : machine;
}
