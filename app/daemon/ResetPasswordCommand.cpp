// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/Commands.h"

#include "server/accounts/PasswordResetService.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

int resetPassword(const Settings &settings)
{
    auto options = settings.serverOptions();
    if (!options || !settings.isSet("email")) {
        fail(options ? Problem::of(ProblemCode::InvalidRequest, u"reset-password needs --email."_s) : options.error());
        return Usage;
    }
    options->listenAddress = u"127.0.0.1"_s;
    options->port = 0;
    const auto server = Server::start(*options);
    if (!server)
        return fail(server.error());
    try {
        const api::ResetLink link = (*server)->passwordResets().makeLinkNow(settings.value("email"));
        const QString token = link.link.section(u'#', 1);
        std::printf("A new password can be chosen once, until %s, at\n  %s\n", qPrintable(link.expiresAt.toRfc3339()),
                    qPrintable(settings.value("public-url", u"https://YOUR-SERVER"_s) + u"/reset-password#"_s + token));
    } catch (const Problem &problem) {
        if (problem.code == ProblemCode::NotFound)
            return fail(Problem::of(ProblemCode::NotFound,
                                    u"Nobody here has the address %1."_s.arg(settings.value("email")),
                                    u"Is it written as at sign-in?"_s));
        return fail(problem);
    }
    return Ok;
}

} // namespace tabletalk::daemon
