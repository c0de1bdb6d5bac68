// The floor for HTTP: the least a Node server can do with a request. Ends when its parent does.
import { createServer } from 'node:http'

const answer = JSON.stringify({ text: 'x'.repeat(1024) })

createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    JSON.parse(Buffer.concat(parts).toString('utf8'))
    response.setHeader('content-type', 'application/json').end(answer)
  })
}).listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'))
process.on('disconnect', () => process.exit())
