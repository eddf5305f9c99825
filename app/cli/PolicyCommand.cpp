// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ExitCode.h"
#include "core/policy/MachinePolicy.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tabletalk::cli {

namespace {

QString inWords(const QString &value)
{
    return value.isEmpty() ? u"none"_s : value;
}

QString inWords(bool value)
{
    return value ? u"true"_s : u"false"_s;
}

QString inWords(SignInMethod method)
{
    switch (method) {
    case SignInMethod::Any:
        return u"any"_s;
    case SignInMethod::Password:
        return u"password"_s;
    case SignInMethod::SingleSignOn:
        return u"sso"_s;
    case SignInMethod::None:
        break;
    }
    return u"none"_s;
}

template <class T>
void print(const char *key, const Managed<T> &setting)
{
    if (setting.isSet())
        std::printf("%s = %s (%s)\n", key, qUtf8Printable(inWords(*setting.value)),
                    setting.locked ? "locked" : "to begin with");
}

} // namespace

int policy()
{
    const ManagedPolicy policy = machinePolicy();
    if (policy.isEmpty()) {
        std::puts("Nothing is set for this computer.");
        return Answered;
    }
    std::printf("%s\n", qUtf8Printable(policy.source));
    print("serverUrl", policy.serverUrl);
    print("caFile", policy.caFile);
    print("signInMethod", policy.signInMethod);
    print("airGap", policy.airGap);
    print("updateCheck", policy.updateCheck);
    print("allowOwnServer", policy.allowOwnServer);
    print("trustNewCertificates", policy.trustNewCertificates);
    if (const auto problem = policy.problem()) {
        std::fflush(stdout); // before what is said of it
        printProblem(*problem);
        for (const FieldError &error : problem->errors)
            std::fprintf(stderr, "  %s: %s\n", qUtf8Printable(error.path), qUtf8Printable(error.message));
        return Refused;
    }
    return Answered;
}

} // namespace tabletalk::cli
