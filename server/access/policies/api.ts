// Endpoints of the sign-in policies.
import { z } from 'zod'
import { ADMINS, endpoint } from '../../platform/http/endpoint.ts'
import { updateSignInPolicy } from './actions.ts'
import { policyPreview, previewPolicy } from './preview.ts'
import { signInPolicy } from './queries.ts'
import { AUDIENCES, policyReply, policySchema, policyWrite } from './schema.ts'

const params = z.object({ audience: z.enum(AUDIENCES) })
const onePolicy = z.object({ sign_in_policy: policySchema })

const list = endpoint({
  route: 'GET /api/v2/sign_in_policies',
  summary: 'How staff and end users sign in',
  allow: ADMINS,
  reply: z.object({ sign_in_policies: z.array(policySchema) }),
  run: async ({ work, origin_url }) => ({
    sign_in_policies: [
      policyReply(await signInPolicy(work, 'staff'), origin_url),
      policyReply(await signInPolicy(work, 'end_user'), origin_url),
    ],
  }),
})

const show = endpoint({
  route: 'GET /api/v2/sign_in_policies/{audience}',
  summary: 'How an audience signs in',
  allow: ADMINS,
  params,
  reply: onePolicy,
  run: async ({ work, params: { audience }, origin_url }) => ({
    sign_in_policy: policyReply(await signInPolicy(work, audience), origin_url),
  }),
})

const update = endpoint({
  route: 'PUT /api/v2/sign_in_policies/{audience}',
  summary: 'Change how an audience signs in; refused where no owner could come in any more',
  allow: ADMINS,
  step_up: true,
  params,
  body: z.object({ sign_in_policy: policyWrite }),
  reply: onePolicy,
  run: async ({ work, params: { audience }, body, origin_url }) => ({
    sign_in_policy: policyReply(await updateSignInPolicy(work, audience, body.sign_in_policy), origin_url),
  }),
})

const preview = endpoint({
  route: 'POST /api/v2/sign_in_policies/{audience}/preview',
  summary: 'What a policy would mean for whom: who must act, who is signed out, you yourself; changes nothing',
  allow: ADMINS,
  read_only: true,
  status: 200,
  params,
  body: z.object({ sign_in_policy: policyWrite }),
  reply: z.object({ sign_in_policy_preview: policyPreview }),
  run: async ({ work, params: { audience }, body }) => ({
    sign_in_policy_preview: await previewPolicy(work, audience, body.sign_in_policy),
  }),
})

export const policyEndpoints = [list, show, update, preview]
