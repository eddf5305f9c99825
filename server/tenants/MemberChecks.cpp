// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/MemberChecks.h"

#include "core/base/Problem.h"
#include "server/tenants/MemberStore.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestText = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("Tenants", text);
}

} // namespace

QString checkedText(const QString &given, const QString &path, bool mayBeEmpty)
{
    QString text = given.trimmed();
    const bool hasControls = std::ranges::any_of(text, [](QChar c) { return c.category() == QChar::Other_Control; });
    if ((text.isEmpty() && !mayBeEmpty) || text.size() > longestText || hasControls)
        throw Problem::invalid(path, tr("expected at most %1 characters in one line").arg(longestText));
    return text;
}

Role checkedRole(const QString &name)
{
    const auto role = roleFromName(name);
    if (!role)
        throw Problem::invalid(u"params.role"_s, tr("expected owner, admin, manager, member, viewer or guest"));
    return *role;
}

Grants grantsNow(MemberStore &members, const Identity &caller)
{
    const auto grants = members.grantsOf(caller.user);
    if (!grants)
        throw Problem::of(ProblemCode::NotSignedIn);
    return *grants;
}

} // namespace tabletalk
