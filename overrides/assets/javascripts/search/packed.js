// Reads what generator/publish/search/packing.py writes: gzip of a line of JSON and of arrays.

/** @type {Record<string, new (buffer: ArrayBuffer, offset: number, length: number) => unknown>} */
const KINDS = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint32: Uint32Array,
  float32: Float32Array,
}

/**
 * @typedef {object} Packed
 * @property {any} header
 * @property {(name: string) => any} array the array of a name, of the type that it was written as
 */

/**
 * @param {ArrayBuffer} bytes
 * @returns {Promise<Packed>}
 */
export async function unpack(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))
  const whole = await new Response(stream).arrayBuffer()
  const lineEnd = new Uint8Array(whole).indexOf(10)
  const { header, arrays } = JSON.parse(new TextDecoder().decode(whole.slice(0, lineEnd)))
  const array = (/** @type {string} */ name) => {
    const [kind, offset, length] = arrays[name]
    const Kind = KINDS[kind]
    if (!Kind) {
      throw new Error(`an array of a known kind was expected, not of ${kind}`)
    }
    return new Kind(whole, lineEnd + 1 + offset, length)
  }
  return { header, array }
}

/**
 * @param {Uint8Array} bytes numbers of 7 bits a byte (LEB128)
 * @returns {Uint32Array}
 */
export function variable(bytes) {
  const numbers = new Uint32Array(bytes.length)
  let count = 0
  let shift = 0
  for (const byte of bytes) {
    numbers[count] = /** @type {number} */ (numbers[count]) | ((byte & 127) << shift)
    shift += 7
    if (byte < 128) {
      count += 1
      shift = 0
    }
  }
  return numbers.subarray(0, count)
}
