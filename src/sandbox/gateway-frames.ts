import { constants, createDeflate, createZstdCompress, deflateSync } from 'node:zlib';
import type { WebSocket } from 'ws';

/** How a connection's messages are written. A close comes after what was sent before it. */
export type Frames = {
  send: (text: string) => void;
  close: (code: number) => void;
  /** What an identify with `compress: true` asks for: large messages as zlib, each by itself; nothing on a compressed connection. */
  compressPayloads: () => void;
};

/** Discord compresses "some" payloads and does not say which. */
const SMALLEST_COMPRESSED = 512;
/** More than any message has, so that one flush leaves its bytes whole in the stream. */
const SIZES = { chunkSize: 64 * 1024, readableHighWaterMark: 16 * 1024 * 1024 };

/** The part of node:zlib's streams that is used here: both kinds share it. */
type Compressor = {
  write: (text: string) => unknown;
  flush: (kind: number, done: () => void) => void;
  read: () => unknown;
  destroy: () => unknown;
  on: (event: 'error', listener: () => void) => unknown;
};

/**
 * Writes plain JSON, or one compressed stream for the whole connection, as `compress` in the gateway's address asks
 * (https://docs.discord.com/developers/events/gateway#encoding-and-compression).
 */
export function createFrames(socket: WebSocket, compress: string | null): Frames {
  if (compress === 'zlib-stream') return streamed(socket, createDeflate(SIZES), constants.Z_SYNC_FLUSH);
  if (compress === 'zstd-stream') return streamed(socket, createZstdCompress(SIZES), constants.ZSTD_e_flush);
  return plain(socket);
}

function plain(socket: WebSocket): Frames {
  let isCompressing = false;
  return {
    send: (text) => socket.send(isCompressing && text.length >= SMALLEST_COMPRESSED ? deflateSync(text) : text),
    close: (code) => socket.close(code),
    compressPayloads() {
      isCompressing = true;
    },
  };
}

/** One message, one flush, one frame: the stream itself ends with the connection. */
function streamed(socket: WebSocket, stream: Compressor, flush: number): Frames {
  let last = Promise.resolve();
  const inTurn = (step: () => Promise<void> | void) => {
    last = last.then(step);
  };
  // A stream that is taken down while it compresses has no one left to tell.
  stream.on('error', () => undefined);
  socket.on('close', () => stream.destroy());
  const compress = (text: string) =>
    new Promise<void>((resolve) => {
      stream.write(text);
      stream.flush(flush, () => {
        const bytes = readAll(stream);
        if (socket.readyState === socket.OPEN) socket.send(bytes);
        resolve();
      });
    });
  return {
    send: (text) => inTurn(() => compress(text)),
    close: (code) => inTurn(() => socket.close(code)),
    compressPayloads: () => undefined,
  };
}

/** A stream at rest gives what it holds piece by piece. */
function readAll(stream: Compressor): Buffer {
  const pieces: Buffer[] = [];
  for (let piece = stream.read(); Buffer.isBuffer(piece); piece = stream.read()) pieces.push(piece);
  return Buffer.concat(pieces);
}
