// What of node-zendesk node-zendesk-all.test.ts does not call, and why.

/** Areas that Custos does not serve, or not yet. */
export const NOT_SERVED = new Set([
  'customagentroles',
  'installations',
  'oauthclients',
  'oauthtokens',
  'permissiongroups',
  'sideconversations',
  'targetfailures',
  'helpcenter',
  'voice',
  'services',
])
/** Methods that are not called, each for its reason. Only shrinks. */
export const NOT_CALLED = new Set([
  'activitystream.list',
  'groups.countByUser',
  // Not served yet: no address is proven by a mail of its own.
  'useridentities.requestVerification',
  // Routes that Zendesk has no more, or never had.
  ...[
    'tickets.export',
    'tickets.exportSample',
    'ticketexport.sample',
    'views.listActiveShared',
    'views.showExecutionStatus',
  ],
  ...['views.showRecentTicketIDs', 'views.reorder', 'locales.detectBestLocale', 'ticketaudits.makePrivate'],
  ...['tags.create', 'tags.show', 'tags.update', 'tags.delete', 'suspendedtickets.exportTickets'],
  // These call themselves, drop their body, or send what is no route.
  ...['views.delete', 'triggers.bulkDelete', 'satisfactionratings.incremental', 'users.removeTags'],
  // Not served: agreements are made by nobody here, one part of an account is counted nowhere.
  ...['sharingagreement.create', 'sharingagreement.update', 'sharingagreement.delete', 'sharingagreement.showById'],
  ...['organizations.countByUser', 'sessions.list'],
  // A token has no session and no password to change.
  ...['sessions.logMeOut', 'sessions.deleteByUserIdBySessionId', 'sessions.bulkDeleteByUserId', 'users.password'],
  ...['sessions.getMyAuthenticatedSession', 'sessions.getByUserIdBySessionId'],
  // They come by mail, and mail's own tests recover them.
  ...['suspendedtickets.show', 'suspendedtickets.recover', 'suspendedtickets.recoverMany', 'suspendedtickets.delete'],
  ...['suspendedtickets.destroyMany', 'suspendedtickets.deleteMany', 'suspendedtickets.attachments'],
  // Called by node-zendesk.test.ts, or the same route as another method that is called here.
  ...['attachments.show', 'attachments.deleteUpload', 'attachments.updateAttachmentForMalware'],
  ...['attachments.redactAttachmentComment', 'search.queryAnonymous', 'search.queryAnonymousAll'],
  ...['automations.reorder', 'brand.checkHostMapping', 'accountsettings.update', 'activitystream.show'],
  ...['organizationmemberships.createByUser', 'organizationmemberships.createMany', 'requests.listByOrganization'],
  ...['organizationmemberships.deleteByUser', 'organizationmemberships.deleteMany', 'satisfactionratings.show'],
  ...['satisfactionratings.create', 'webhooks.test', 'webhooks.listInvocationAttempts'],
  // Of the voice product.
  ...['agentactivity.show', 'availabilities.update', 'availabilities.show'],
])
