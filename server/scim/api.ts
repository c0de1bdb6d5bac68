// The endpoints of SCIM 2.0 (RFC 7644): users, groups, searching both, many at once, and what all this is.
import { listAnswer, project, readAsked } from './answering.ts'
import { runBulk } from './bulk.ts'
import { RESOURCE_TYPES, resourceType, SCHEMAS, SERVICE_PROVIDER, schemaOf } from './discovery.ts'
import { scimEndpoint } from './endpoint.ts'
import { badRequest } from './failures.ts'
import { createGroupOf, listGroupsOf, patchGroupOf, removeGroup, replaceGroup, showGroup } from './groups/operations.ts'
import { isObject, SEARCH_SCHEMA } from './protocol.ts'
import { searchAll } from './searching.ts'
import { createUserOf, listUsers, patchUserOf, removeUser, replaceUser, showUser } from './users/operations.ts'

/** What a SearchRequest asks for. */
export function readSearch(body: unknown) {
  const is_search = isObject(body) && Array.isArray(body.schemas) && body.schemas.includes(SEARCH_SCHEMA)
  if (!is_search) throw badRequest('invalidSyntax', `schemas must name ${SEARCH_SCHEMA}`)
  return readAsked(body)
}

const users = [
  scimEndpoint({
    route: 'GET /scim/v2/Users',
    summary: 'List or find the people a directory keeps',
    resource: 'Users',
    run: (call, { asked }) => listUsers(call, asked),
  }),
  scimEndpoint({
    route: 'POST /scim/v2/Users/.search',
    summary: 'Find people, with the question in the body',
    resource: 'Users',
    run: (call, { body }) => listUsers(call, readSearch(body)),
  }),
  scimEndpoint({
    route: 'POST /scim/v2/Users',
    summary: 'Add a person to the team',
    resource: 'Users',
    run: (call, { body, asked }) => createUserOf(call, body, asked),
  }),
  scimEndpoint({
    route: 'GET /scim/v2/Users/{scim_id}',
    summary: 'Show a person',
    resource: 'Users',
    run: (call, { id, asked }) => showUser(call, id, asked),
  }),
  scimEndpoint({
    route: 'PUT /scim/v2/Users/{scim_id}',
    summary: 'Replace what is known of a person',
    resource: 'Users',
    run: (call, { id, body, asked }) => replaceUser(call, id, body, asked),
  }),
  scimEndpoint({
    route: 'PATCH /scim/v2/Users/{scim_id}',
    summary: 'Change parts of a person; not active ends every way in',
    resource: 'Users',
    run: (call, { id, body, asked }) => patchUserOf(call, id, body, asked),
  }),
  scimEndpoint({
    route: 'DELETE /scim/v2/Users/{scim_id}',
    summary: 'Deactivate a person and forget them for the directory',
    resource: 'Users',
    run: (call, { id }) => removeUser(call, id),
  }),
]

const groups = [
  scimEndpoint({
    route: 'GET /scim/v2/Groups',
    summary: 'List or find groups',
    resource: 'Groups',
    run: (call, { asked }) => listGroupsOf(call, asked),
  }),
  scimEndpoint({
    route: 'POST /scim/v2/Groups/.search',
    summary: 'Find groups, with the question in the body',
    resource: 'Groups',
    run: (call, { body }) => listGroupsOf(call, readSearch(body)),
  }),
  scimEndpoint({
    route: 'POST /scim/v2/Groups',
    summary: 'Add a group, or one that stands for a role',
    resource: 'Groups',
    run: (call, { body, asked }) => createGroupOf(call, body, asked),
  }),
  scimEndpoint({
    route: 'GET /scim/v2/Groups/{scim_id}',
    summary: 'Show a group with its members',
    resource: 'Groups',
    run: (call, { id, asked }) => showGroup(call, id, asked),
  }),
  scimEndpoint({
    route: 'PUT /scim/v2/Groups/{scim_id}',
    summary: 'Replace a group and who is in it',
    resource: 'Groups',
    run: (call, { id, body, asked }) => replaceGroup(call, id, body, asked),
  }),
  scimEndpoint({
    route: 'PATCH /scim/v2/Groups/{scim_id}',
    summary: 'Change a group or who is in it',
    resource: 'Groups',
    run: (call, { id, body, asked }) => patchGroupOf(call, id, body, asked),
  }),
  scimEndpoint({
    route: 'DELETE /scim/v2/Groups/{scim_id}',
    summary: 'Delete a group that the directory made',
    resource: 'Groups',
    run: (call, { id }) => removeGroup(call, id),
  }),
]

const discovery = [
  scimEndpoint({
    route: 'GET /scim/v2/ServiceProviderConfig',
    summary: 'What of SCIM is there',
    resource: 'ServiceProviderConfig',
    run: async ({ base_url }) => ({ status: 200, body: SERVICE_PROVIDER(base_url) }),
  }),
  scimEndpoint({
    route: 'GET /scim/v2/ResourceTypes',
    summary: 'The kinds of resources',
    resource: 'ResourceTypes',
    run: async ({ base_url }, { asked }) => {
      const all = RESOURCE_TYPES(base_url)
      return listAnswer(all, all.length, { ...asked, offset: 0 })
    },
  }),
  scimEndpoint({
    route: 'GET /scim/v2/ResourceTypes/{scim_id}',
    summary: 'One kind of resources',
    resource: 'ResourceTypes',
    run: async ({ base_url }, { id }) => ({ status: 200, body: resourceType(base_url, id) }),
  }),
  scimEndpoint({
    route: 'GET /scim/v2/Schemas',
    summary: 'The attributes of resources',
    resource: 'Schemas',
    run: async ({ base_url }, { asked }) => {
      const all = SCHEMAS(base_url)
      return listAnswer(all, all.length, { ...asked, offset: 0 })
    },
  }),
  scimEndpoint({
    route: 'GET /scim/v2/Schemas/{scim_id}',
    summary: 'The attributes of one kind of resource',
    resource: 'Schemas',
    run: async ({ base_url }, { id }) => ({ status: 200, body: schemaOf(base_url, id) }),
  }),
]

const across = [
  scimEndpoint({
    route: 'POST /scim/v2/.search',
    summary: 'Find people and groups',
    resource: 'search',
    run: async (call, { body }) => {
      const asked = readSearch(body)
      const { resources, total } = await searchAll(call, asked)
      return listAnswer(
        resources.map((one) => project(one, asked)),
        total,
        asked,
      )
    },
  }),
  scimEndpoint({
    route: 'POST /scim/v2/Bulk',
    summary: 'Many operations in one request',
    resource: 'Bulk',
    runAll: runBulk,
  }),
]

export const scimEndpoints = [...users, ...groups, ...discovery, ...across]
