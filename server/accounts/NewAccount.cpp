// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/NewAccount.h"

#include "core/base/Uuid7.h"
#include "server/accounts/AccountRules.h"
#include "server/accounts/AccountStore.h"
#include "server/accounts/SessionOpening.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace tabletalk {

Problem emailTaken()
{
    Problem problem = Problem::of(
        ProblemCode::Conflict, QCoreApplication::translate("Accounts", "There is an account with this e-mail address."),
        QCoreApplication::translate("Accounts", "Sign in with it, or use another address."));
    problem.where = u"params.email"_s;
    return problem;
}

NewAccount checked(const api::RegisterRequest &request)
{
    NewAccount account{accounts::normalizeEmail(request.email),
                       request.fullName.trimmed(),
                       request.organization.trimmed(),
                       request.slug,
                       {}};
    accounts::Errors errors;
    accounts::checkName(account.organization, u"params.organization"_s, errors);
    if (account.slug)
        accounts::checkSlug(*account.slug, u"params.slug"_s, errors);
    accounts::checkEmail(account.email, u"params.email"_s, errors);
    accounts::checkNewPassword(request.password, {{}, account.email, account.fullName}, account.organization,
                               u"params.password"_s, errors);
    accounts::checkName(account.fullName, u"params.fullName"_s, errors);
    accounts::throwIfAny(std::move(errors));
    return account;
}

UserId insertAccount(Transaction &transaction, const NewAccount &account, Instant now)
{
    AccountStore store(transaction);
    if (store.findByEmail(account.email))
        throw emailTaken();
    const api::User user{makeId<UserId>(now), account.email, account.fullName};
    store.insertUser(user, account.passwordHash, now);
    insertOrganization(transaction, user.id, account.organization, account.slug, now);
    return user.id;
}

} // namespace tabletalk
