/** How socket.io reaches the server from a browser. */
export const socketTransports = ['websocket'];
