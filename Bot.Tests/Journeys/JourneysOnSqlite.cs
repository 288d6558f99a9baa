using Xunit.Abstractions;

namespace Bot.Tests.Journeys;

// Every journey on one machine's file; JourneysOnMongo has the same ones.

public sealed class CurryJourneyOnSqlite() : CurryJourneyTests(TestStore.OnSqlite());

public sealed class WeddingJourneyOnSqlite() : WeddingJourneyTests(TestStore.OnSqlite());

public sealed class CampaignJourneyOnSqlite() : CampaignJourneyTests(TestStore.OnSqlite());

public sealed class CouponJourneyOnSqlite() : CouponJourneyTests(TestStore.OnSqlite());

public sealed class ErasureJourneyOnSqlite() : ErasureJourneyTests(TestStore.OnSqlite());

public sealed class TakingBackJourneyOnSqlite() : TakingBackJourneyTests(TestStore.OnSqlite());

public sealed class RestartJourneyOnSqlite() : RestartJourneyTests(TestStore.OnSqlite());

public sealed class KillOnSqlite(ITestOutputHelper output) : KillTests(TestStore.OnSqlite(), output);
