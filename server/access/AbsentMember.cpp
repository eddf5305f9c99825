// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/AbsentMember.h"

#include "core/base/Problem.h"
#include "server/platform/Transaction.h"
#include "server/tenants/MemberStore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SavedQuestions", text);
}

} // namespace

Identity absentMember(Transaction &transaction, const TenantScope &scope, UserId user)
{
    const auto standing = transaction.selectOne(scope, u"saved/find_standing"_s);
    if (!standing)
        throw Problem::of(ProblemCode::NotFound);
    if (standing->text(u"status"_s) != u"active"_s)
        throw Problem::of(ProblemCode::OrganizationClosed, standing->text(u"status_reason"_s));
    const auto grants = MemberStore(transaction, scope).grantsOf(user);
    if (!grants)
        throw Problem::of(ProblemCode::Forbidden, tr("Whoever this is run for has left the organisation."),
                          tr("Let somebody else take it over."));
    Identity member;
    member.user = user;
    member.tenant = scope.tenant();
    member.role = grants->role;
    member.allowed = grants->allowed;
    member.denied = grants->denied;
    return member;
}

} // namespace tabletalk
