/** The addresses that the app calls or links to without the generated client's `api`. Ids are numbers; text is encoded here. */
const root = '/api/v2'
const text = encodeURIComponent
/** `-priority` as the sort of a saved view takes it; '' leaves the view's own order. */
const viewSort = (sort: string) =>
  sort === '' ? '' : `sort_by=${text(sort.replace(/^-/, ''))}&sort_order=${sort.startsWith('-') ? 'desc' : 'asc'}&`

export type ViewName = 'unsolved' | 'mine' | 'unassigned' | 'pending' | 'solved' | 'all'
/** A built-in view by its name, or a saved one by its id. */
export type ViewRef = ViewName | number
export type DraftMode = 'reply' | 'note'

export const paths = {
  me: `${root}/users/me`,
  tickets: `${root}/tickets`,
  ticketPage: (view: ViewRef, sort: string, after: string | null, size: number) =>
    typeof view === 'number'
      ? `${root}/views/${view}/tickets?${viewSort(sort)}page[size]=${size}${after ? `&page[after]=${text(after)}` : ''}&include=users,groups,organizations,slas,metric_sets`
      : `${root}/tickets?view=${view}&sort=${text(sort)}&page[size]=${size}${after ? `&page[after]=${text(after)}` : ''}&include=users,groups,slas`,
  ticket: (id: number) => `${root}/tickets/${id}`,
  ticketWithPeople: (id: number) => `${root}/tickets/${id}?include=users,groups,organizations,slas`,
  comments: (id: number, after: string | null, size: number) =>
    `${root}/tickets/${id}/comments?sort=created_at&page[size]=${size}${after ? `&page[after]=${text(after)}` : ''}&include=users`,
  audits: (id: number) => `${root}/tickets/${id}/audits?page[size]=100`,
  replies: (id: number) => `${root}/tickets/${id}/replies`,
  notes: (id: number) => `${root}/tickets/${id}/notes`,
  undoReply: (id: number, commentId: number) => `${root}/tickets/${id}/replies/${commentId}/undo`,
  upload: (fileName: string) => `${root}/uploads?filename=${text(fileName)}`,
  search: (query: string, page: number, size: number) =>
    `${root}/search?query=${text(query)}&page=${page}&per_page=${size}&count_limit=100`,
  /** With what was found marked, and on the first page how it divides. */
  searchInDepth: (query: string, page: number, size: number) =>
    `${root}/search?query=${text(query)}&page=${page}&per_page=${size}&count_limit=100&include=highlights${page === 1 ? '&facets=true' : ''}`,
  requestedTickets: (userId: number, size: number) =>
    `${root}/users/${userId}/tickets/requested?page[size]=${size}&sort=-updated_at`,
  suspendedSource: (id: number) => `${root}/suspended_tickets/${id}/source`,
  live: `${root}/live`,
  ownSecurity: '/account/security',
  signIn: '/sign-in',
  signOut: '/sign-out',
} as const
