import { WebSocket as WebSocketTransport } from 'socket.io-client';

type Failed = { fail?: (failure: { errMsg: string }) => void };
type Task = {
  onOpen(then: () => void): void;
  onMessage(then: (message: { data: string | ArrayBuffer }) => void): void;
  onError(then: (failure: { errMsg: string }) => void): void;
  onClose(then: (end: { code: number; reason: string }) => void): void;
  send(options: { data: string | ArrayBuffer } & Failed): void;
  close(options: object): void;
};
// Taro.connectSocket gives a promise; WeChat's own gives the task at once, as engine.io needs it.
declare const wx: { connectSocket(options: { url: string } & Failed): Task };

/** The part of a browser's WebSocket that engine.io uses, over a mini-program's SocketTask. */
class TaskSocket {
  binaryType = 'arraybuffer';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  private readonly task: Task;

  constructor(url: string) {
    this.task = wx.connectSocket({
      url,
      fail: ({ errMsg }) => {
        this.onerror?.({ message: errMsg });
        this.onclose?.({ code: 1006, reason: errMsg });
      },
    });
    this.task.onOpen(() => this.onopen?.());
    this.task.onMessage(({ data }) => this.onmessage?.({ data }));
    this.task.onError(({ errMsg }) => this.onerror?.({ message: errMsg }));
    this.task.onClose(({ code, reason }) => this.onclose?.({ code, reason }));
  }

  send(data: string | ArrayBuffer): void {
    this.task.send({ data, fail: ({ errMsg }) => this.onerror?.({ message: errMsg }) });
  }

  close(): void {
    this.task.close({});
  }
}

class WeappTransport extends WebSocketTransport {
  override createSocket(uri: string): TaskSocket {
    return new TaskSocket(uri);
  }
}

/** How socket.io reaches the server from a mini-program, which has no WebSocket class. */
export const socketTransports = [WeappTransport];
