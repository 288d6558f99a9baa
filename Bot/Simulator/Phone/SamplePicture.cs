namespace Bot.Simulator.Phone;

/// <summary>A small drawing of a plate of curry, for those who have no photo at hand.</summary>
internal static class SamplePicture
{
    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAKAAAAB4CAMAAABCfAldAAAAHlBMVEX27+T////Wzb7EeCSoXBT8+vTr5NbIPDJUjDzgoEaXKrudAAAD2ElEQVR42u2b25bq"
        + "MAiGrVUr7//Cs92OM0k4Q1LrrHDh6p3f+gkQEnI6TZs2bdq0adM+3s6cHRjtAJhnn70TbuHtLZA2NAZzR7rFZ/swBuFayGPSjWaU8K7fdnv8XC6X9b/Buu6H"
        + "yNFdK7ZfPlgL4xhH4yG2x+c/vgruW8p1JCKJR7BV/i3hSCH7IRJ4JBvmw1ISiCPwSLbHZ8FH+rmVsQMi4uPYSgE5OOzqLCGHx0j44FPgUPZJIbZ8AhsZIAJt"
        + "F8JWvpvoXj1CRD/n+a6yeytAp59DhI17FTZ7hJB+Dri5lU9zr1BDTH72ErrdS8SIhTZK6HbvK8l44Cg3ewBd7i0VdPq5IgzxWdz7ktC7CKv6bCZEfE4JvX72"
        + "ElYL0MiGAF1S+pZhxWd2bzATRggbPo+EN1yNjbQOJxP6OTBd5ZgqKiohdnBQwmCyUZ1c8d2CEmaSjQJIOdiHKXVNpmQjE2YiREg28DSR1gSYi5C6cypYAH4I"
        + "BSkthLkIoXfWBV9BKOxsBMBshODms+F7EmodKU8YryGchNDwgbXiqYBRtqI7AULAGpCpeCwgGSLpVcgASm0UR1gLeO20CglAbXttAEy499ocYoJ9ESqA2MNJ"
        + "CUFbg+K2S/FwUsLymIsBlLZdBsCkhOwitPV4FsCchFwm1DYPXgWjmE05tkWIFzAjYduAWvYKZSa0KxjEjDagPsBOu4VIA6oCdowQ3/ba5+I+EUKzbOKeUAfs"
        + "GSGYdnsa35hYg6TLfhoLtW0NIQRc3KWG0H7etpIQEmswgqnfNW1bTUh1x+NKneEQkwOEPUqd5VyBAgSvi3s07VqEvAjB3hqnJWz7TVJKaQ36epJIAjSUDBYQ"
        + "PIDLoAjhAI3nR0kJjbexLR+Y++KkhFSE3J/GZELhENMGmK4h9/svIci12Ha8lZIQ77Lu95Kw9rP/XCEtIZ7ooQHjh1tJCfEaxIDZE9YeEhZ/XQMa744Dp+h+"
        + "CUFbg5jWelFyTlRktAgZQO3k7ey/aQquQgIwFSGd7+qgzoMdIoS/7XTnwiYTdrsIowjdEg6+jWUmAmLXnc7Rj+BMQLgiG6XsNFXh3NQE51JiczO5iybjvEJq"
        + "smdJnC0Yh2Z6zUb5JDSHb2QADk+/+SR0h29wQG8J5RtTsuk+4bgE7+qUcaM4Hz3D6lqFg2dYpSFlXUJTbhkyqBzJhTBojpoflA+MfoyZRBcQLRWZT3zd8NjX"
        + "EOqmhm079nqwsdgmCal3ELs9eeG2Ok0DOv5Fju1NE3FXd5xnV3/k5dqeT/8O+jLxA952fsLr2E94X+yjPL3dDow2bdq0aZp9AZNpoMMYe/O7AAAAAElFTkSu"
        + "QmCC");
}
