namespace Bot.Storage.Mongo;

/// <summary>A decimal of up to 34 digits (IEEE 754 decimal128), as BSON keeps it.</summary>
internal readonly record struct BsonDecimal(ulong High, ulong Low);
