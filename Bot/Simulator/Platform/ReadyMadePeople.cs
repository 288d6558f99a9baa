using System.Security.Cryptography;
using System.Text;

namespace Bot.Simulator.Platform;

/// <summary>People to chat as, and names for crowds.</summary>
internal static class ReadyMadePeople
{
    private static readonly string[] Families =
        ["佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐々木", "山口", "松本", "井上"];

    private static readonly string[] Givens =
        ["美咲", "翔太", "陽菜", "蓮", "さくら", "大輔", "結衣", "健一", "葵", "拓也", "花子", "直樹", "彩", "誠", "真由美", "悠斗"];

    public static IReadOnlyList<PersonAdded> All { get; } =
    [
        new(IdOf("misaki"), "佐藤 美咲", "カレーは甘口派です"),
        new(IdOf("kenta"), "鈴木 健太", "辛いもの大好き"),
        new(IdOf("yui"), "高橋 結衣", "来年の春に結婚します"),
        new(IdOf("daisuke"), "田中 大輔", "二児の父"),
        new(IdOf("hiroshi"), "伊藤 浩", "週末は食べ歩き"),
        new(IdOf("sakura"), "渡辺 さくら", "はじめまして"),
        new(IdOf("naoko"), "山本 直子", "結婚五年目"),
        new(IdOf("emma"), "Emma Wilson", "Living in Kamakura"),
    ];

    /// <summary>The same name gives the same user id at every start.</summary>
    public static string IdOf(string name) => "U" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("person " + name)))[..32];

    /// <summary>Person number n of a crowd.</summary>
    public static PersonAdded OfCrowd(int number) =>
        new(IdOf(number.ToString(System.Globalization.CultureInfo.InvariantCulture)), $"{Families[number % 16]} {Givens[number / 16 % 16]}");
}
