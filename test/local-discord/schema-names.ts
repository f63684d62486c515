/** The schemas of what the bot sends; everything they reach is closed against unknown keys. */
export const REQUESTS = [
  'MessageCreateRequest',
  'MessageEditRequestPartial',
  'CreateMessageInteractionCallbackRequest',
  'UpdateMessageInteractionCallbackRequest',
  'ModalInteractionCallbackRequest',
  'ApplicationCommandAutocompleteCallbackRequest',
  'IncomingWebhookInteractionRequest',
  'IncomingWebhookUpdateForInteractionCallbackRequestPartial',
  'IncomingWebhookRequestPartial',
  'IncomingWebhookUpdateRequestPartial',
  'ModalInteractionCallbackRequestData',
  'ApplicationCommandUpdateRequest',
  'CreateTextThreadWithMessageRequest',
  'CreateTextThreadWithoutMessageRequest',
  'UpdateThreadRequestPartial',
  'CreatePrivateChannelRequest',
  'ExternalScheduledEventCreateRequest',
  'VoiceScheduledEventCreateRequest',
  'StageScheduledEventCreateRequest',
] as const;

/** The schemas of what the local Discord answers; checked too, which keeps it honest. */
export const RESPONSES = [
  'MessageResponse',
  'GuildChannelResponse',
  'PrivateChannelResponse',
  'ThreadResponse',
  'GatewayBotResponse',
  'UserPIIResponse',
  'PrivateApplicationResponse',
  'ApplicationCommandResponse',
  'GuildMemberResponse',
  'GuildRoleResponse',
  'ExternalScheduledEventResponse',
  'VoiceScheduledEventResponse',
  'InteractionCallbackResponse',
] as const;

/** The schemas that nearly every test needs; compiled at the start, so that no first answer is slow. */
export const OFTEN: readonly string[] = [
  'IncomingWebhookInteractionRequest',
  'IncomingWebhookUpdateForInteractionCallbackRequestPartial',
  'MessageCreateRequest',
  'MessageEditRequestPartial',
  'ApplicationCommandUpdateRequest',
  'MessageResponse',
];
