import { describe, expect, it } from 'vitest';
import { complaint, read } from '../reading.ts';
import { elements, withHeader } from './npy-file.ts';

const DATA = elements('<f8', [1, 2]);

async function rowsOf(bytes: Uint8Array): Promise<number[][] | undefined> {
  return (await read([{ input: 'pred' }], { chunks: [bytes] })).rows['pred'];
}

function complaintOf(bytes: Uint8Array): Promise<string> {
  return complaint(read([{ input: 'pred' }], { format: 'npy', chunks: [bytes] }));
}

describe('takeNpyHeader', () => {
  it.each([
    `{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }`,
    `{"shape":(2,),"fortran_order":False,"descr":"<f8"}`,
    ` { 'descr' : '<f8' , 'fortran_order' : True , 'shape' : ( 2 , ) } `,
    `{'descr': '<f8', 'fortran_order': False, 'shape': (2L,)}`,
  ])('reads %s', async (header) => {
    for (const version of [1, 2, 3]) {
      expect(await rowsOf(withHeader(header, DATA, version))).toEqual([[1], [2]]);
    }
  });

  it.each([
    [`'descr'`, 'expected a dictionary in the NPY header, found "'],
    [`{}`, 'expected "descr", "fortran_order" and "shape" in the NPY header, found its end'],
    [`{'descr' '<f8'}`, 'expected a colon'],
    [`{'descr': '<f8\\x00'}`, 'expected a dtype'],
    [`{'descr': '<f8', 'x': 1}`, 'each once in the NPY header, found "\'x\': 1}"'],
    [`{'descr': '<f8', 'descr': '<f4'}`, 'each once'],
    [`{'fortran_order': true}`, 'expected True or False'],
    [`{'fortran_order': Falsehood}`, 'expected a comma or the closing brace'],
    [`{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}}`, 'expected the end of the header'],
    [`{'descr': [('\u001b[31m', '<f8')]}`, "('\\x1b[31m', '<f8')"],
  ])('refuses %s', async (header, message) => {
    expect(await complaintOf(withHeader(header, DATA, 3))).toContain(message);
  });

  it('refuses other files, versions and lengths', async () => {
    expect(await complaintOf(Buffer.from('1,2\n3,4\n'))).toContain('expected an NPY file');
    expect(await complaintOf(withHeader('{}', DATA, 4))).toContain('expected version 1, 2 or 3');
    const long = withHeader('{}', DATA, 2);
    long.writeUInt32LE(0xffffffff, 8);
    expect(await complaintOf(long)).toContain(
      'header of at most 1048576 bytes, found one of 42949672',
    );
  });

  it.each([
    ['2', 'expected a comma in the NPY header, found ")}"'],
    ['2,,2', 'expected the length of an axis'],
    ['2 2', 'expected a comma'],
    ['02, 2', 'expected the length of an axis'],
    ['-2, -2', 'expected the length of an axis'],
    ['2.0, 2', 'expected the length of an axis'],
    ['1,'.repeat(65), 'expected at most 64 axes'],
    ['999999999999999, 999999999999999', 'expected the shape of an array that a file can hold'],
    ['0, 2', 'no samples: the array is empty, its shape is 0x2'],
    ['2, 0', 'no samples: the array is empty, its shape is 2x0'],
  ])('refuses the shape (%s)', async (shape, message) => {
    const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape})}`;
    const bytes = withHeader(header, Buffer.alloc(32));
    expect(await complaintOf(bytes)).toContain(message);
  });
});
