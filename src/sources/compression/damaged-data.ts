/** Compressed data that cannot be decompressed, found where the name of the file is not known. */
export class DamagedData extends Error {
  override readonly name = 'DamagedData';
  /** Whether they end too early. */
  readonly isCut: boolean;

  constructor(message: string, isCut = false, options?: ErrorOptions) {
    super(message, options);
    this.isCut = isCut;
  }
}

/** Sound data that take more memory, or something else, than there is. */
export class UnsupportedData extends Error {
  override readonly name = 'UnsupportedData';
}
