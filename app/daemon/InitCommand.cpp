// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/Commands.h"
#include "app/rest/RestClient.h"

#include "core/crypto/RandomToken.h"
#include "server/accounts/AccountService.h"

#include <QJsonObject>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

int init(const Settings &settings)
{
    auto options = settings.serverOptions();
    if (!options || !settings.isSet("organization") || !settings.isSet("email")) {
        fail(options ? Problem::of(ProblemCode::InvalidRequest, u"init needs --organization and --email."_s)
                     : options.error());
        return Usage;
    }
    options->listenAddress = u"127.0.0.1"_s;
    options->port = 0;
    options->registration = Registration::Open;
    const auto server = Server::start(*options);
    if (!server)
        return fail(server.error());

    const QString password = crypto::randomToken();
    app::RestClient client((*server)->url());
    const auto registered =
        client.post(u"auth/register"_s, {{u"organization"_s, settings.value("organization")},
                                         {u"email"_s, settings.value("email")},
                                         {u"password"_s, password},
                                         {u"fullName"_s, settings.value("email").section(u'@', 0, 0)}});
    if (!registered)
        return fail(registered.error());
    (*server)->accounts().setOperator(settings.value("email"), true);
    std::printf("Organisation %s is ready.\n  e-mail    %s\n  password  %s\nThe password is shown only this once; "
                "change it after signing in.\n",
                qPrintable(settings.value("organization")), qPrintable(settings.value("email")), qPrintable(password));
    return Ok;
}

} // namespace tabletalk::daemon
