using Xunit.Abstractions;

namespace Bot.Tests.Journeys;

// Every journey on MongoDB: a real replica set where MONGODB_URI names one, else the stand-in.

public sealed class CurryJourneyOnMongo() : CurryJourneyTests(TestStore.OnMongo());

public sealed class WeddingJourneyOnMongo() : WeddingJourneyTests(TestStore.OnMongo());

public sealed class CampaignJourneyOnMongo() : CampaignJourneyTests(TestStore.OnMongo());

public sealed class CouponJourneyOnMongo() : CouponJourneyTests(TestStore.OnMongo());

public sealed class ErasureJourneyOnMongo() : ErasureJourneyTests(TestStore.OnMongo());

public sealed class TakingBackJourneyOnMongo() : TakingBackJourneyTests(TestStore.OnMongo());

public sealed class RestartJourneyOnMongo() : RestartJourneyTests(TestStore.OnMongo());

public sealed class KillOnMongo(ITestOutputHelper output) : KillTests(TestStore.OnMongo(), output);

public sealed class InstancesOnMongo(ITestOutputHelper output) : InstancesTests(TestStore.OnMongo(), output);
