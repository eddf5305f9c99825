// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ExitCode.h"
#include "app/cli/SavedSignIn.h"
#include "app/rest/RestClient.h"

#include <QTextStream>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tabletalk::cli {

namespace {

QString password()
{
    if (const QString given = qEnvironmentVariable("TABLETALK_PASSWORD"); !given.isEmpty())
        return given;
    std::fputs("Password: ", stderr);
    QTextStream in(stdin);
    return in.readLine();
}

} // namespace

int login(const LoginOptions &options)
{
    const QUrl server = QUrl::fromUserInput(options.server);
    app::RestClient client(server);
    QJsonObject request{{u"email"_s, options.email}, {u"password"_s, password()}};
    if (!options.organization.isEmpty())
        request[u"organization"_s] = options.organization;
    const auto signedIn = client.post(u"auth/login"_s, request);
    if (!signedIn) {
        printProblem(signedIn.error());
        return exitCodeOf(signedIn.error());
    }
    const SavedSignIn saved{server, (*signedIn)[u"accessToken"].toString(), (*signedIn)[u"refreshToken"].toString()};
    if (const auto kept = saved.save(); !kept) {
        printProblem(kept.error());
        return DatabaseFailed;
    }
    std::printf("Signed in to %s as %s.\n", qPrintable((*signedIn)[u"organization"][u"name"].toString()),
                qPrintable((*signedIn)[u"user"][u"email"].toString()));
    return Answered;
}

int logout()
{
    const auto saved = SavedSignIn::load();
    SavedSignIn::forget();
    if (!saved)
        return Answered;
    app::RestClient client(saved->server);
    const auto refreshed = client.post(u"auth/refresh"_s, {{u"refreshToken"_s, saved->refreshToken}});
    if (refreshed) {
        client.setToken((*refreshed)[u"accessToken"].toString());
        if (const auto ended = client.post(u"auth/logout"_s, {}); !ended)
            printProblem(ended.error());
    }
    return Answered;
}

} // namespace tabletalk::cli
