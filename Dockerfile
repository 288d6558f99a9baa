# The bot with what it needs at run time. Build: docker build -t botapp .
FROM ubuntu:26.04 AS build
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ca-certificates dotnet-sdk-10.0 nodejs npm
WORKDIR /src
COPY .editorconfig global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt ./
COPY Bot Bot
RUN dotnet publish Bot -c Release -o /out

FROM ubuntu:26.04
# libmongoc2-2 is MongoDB's own C driver; tzdata knows the shop's time zone.
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ca-certificates aspnetcore-runtime-10.0 libmongoc2-2 tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --home-dir /srv/botapp --shell /usr/sbin/nologin botapp \
 && install -d -o botapp -g botapp -m 700 /srv/botapp /srv/botapp/data
COPY --from=build /out /opt/botapp
COPY surveys /srv/botapp/surveys
COPY dialogs /srv/botapp/dialogs
COPY coupons /srv/botapp/coupons
WORKDIR /srv/botapp
USER botapp
ENV Urls=http://0.0.0.0:5080
EXPOSE 5080
ENTRYPOINT ["dotnet", "/opt/botapp/Bot.dll"]
