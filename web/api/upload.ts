/** Uploads one file with progress. fetch cannot tell progress, so this is the one place with XMLHttpRequest. */
import { paths } from './paths.ts'
import { getCsrfToken, problemFrom, RequestProblem, reportSignedOut } from './request.ts'
import type { Attachment } from './shapes.ts'

export interface Upload {
  token: string
  attachment: Attachment
}

/** Sends the file's bytes; `onProgress` gets 0…1. Abort by the signal. Rejects with RequestProblem. */
export function uploadFile(file: File, onProgress: (done: number) => void, signal: AbortSignal): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', paths.upload(file.name))
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.setRequestHeader('x-csrf-token', getCsrfToken())
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    }
    request.onload = () => {
      if (request.status === 401) reportSignedOut()
      if (request.status < 200 || request.status > 299) {
        reject(problemFrom(request.status, request.responseText, request.getResponseHeader('x-request-id')))
        return
      }
      resolve((JSON.parse(request.responseText) as { upload: Upload }).upload) // the reply of POST /uploads
    }
    request.onerror = () => reject(new RequestProblem(0, 'unreachable', 'The upload did not reach the server.', null))
    signal.addEventListener('abort', () => {
      request.abort()
      reject(signal.reason)
    })
    request.send(file)
  })
}
