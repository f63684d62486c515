import type { Route } from '../routing.ts';
import type { World } from '../world.ts';

/** What `GET /gateway/bot` says; tests may change it. */
export type GatewayInfo = { shards: number; maxConcurrency: number; sessions: number };

function applicationOnWire(world: World): object {
  return {
    id: world.applicationId,
    name: world.bot.wire.username,
    icon: null,
    description: '',
    type: null,
    bot: world.bot.wire,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    max_participants: null,
    tags: [],
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: world.bot.wire,
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    event_webhooks_url: null,
    event_webhooks_status: 1,
    event_webhooks_types: [],
    explicit_content_filter: 0,
    team: null,
    integration_types_config: { '0': {} },
  };
}

/** The bot itself, its application, and where the gateway is. */
export function ownRoutes(info: GatewayInfo, gateway: { readonly identified: number }): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/users/@me',
      answers: 'UserPIIResponse',
      run: ({ world }) => ({
        status: 200,
        body: { ...world.bot.wire, mfa_enabled: true, locale: 'en-US', verified: true, email: null },
      }),
    },
    {
      method: 'GET',
      path: '/applications/@me',
      answers: 'PrivateApplicationResponse',
      run: ({ world }) => ({ status: 200, body: applicationOnWire(world) }),
    },
    {
      method: 'GET',
      path: '/gateway/bot',
      answers: 'GatewayBotResponse',
      run: ({ world }) => ({
        status: 200,
        body: {
          url: world.origin.replace('http', 'ws'),
          shards: info.shards,
          session_start_limit: {
            total: info.sessions,
            remaining: Math.max(0, info.sessions - gateway.identified),
            reset_after: 14_400_000,
            max_concurrency: info.maxConcurrency,
          },
        },
      }),
    },
  ];
}
