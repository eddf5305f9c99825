// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/Commands.h"
#include "app/daemon/ImportFiles.h"
#include "app/rest/RestClient.h"

#include "core/crypto/RandomToken.h"
#include "server/accounts/AccountService.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QUrlQuery>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

namespace {

/// The organisation, signed in as its owner; made when it is not there.
api::SignedIn openOrganization(AccountService &accounts, const ImportedUser &owner, const QString &name)
{
    if (auto there = accounts.signInForOperator(owner.email, name))
        return *there;
    api::RegisterRequest request;
    request.organization = name;
    request.email = owner.email;
    request.fullName = owner.fullName;
    request.password = owner.password.isEmpty() ? crypto::randomToken() : owner.password;
    const api::SignedIn made = accounts.createAccount(request);
    if (owner.password.isEmpty())
        std::printf("%-32s %s\n", qPrintable(owner.email), qPrintable(request.password));
    return made;
}

/// Those who are there already stay as they are.
void importUsers(AccountService &accounts, const api::SignedIn &organization, const std::vector<ImportedUser> &users)
{
    const auto scope = TenantScope::ofOperator(organization.organization.id);
    int made = 0;
    int joined = 0;
    for (const ImportedUser &user : users) {
        const QString password = user.password.isEmpty() ? crypto::randomToken() : user.password;
        const Joining joining = accounts.ensureMember(scope, user.email, password, user.fullName, user.role);
        made += joining == Joining::Made ? 1 : 0;
        joined += joining == Joining::Joined ? 1 : 0;
        if (joining == Joining::Made && user.password.isEmpty())
            std::printf("%-32s %s\n", qPrintable(user.email), qPrintable(password));
    }
    std::printf("users: %d made, %d joined with the account they had, %d there already\n", made, joined,
                int(users.size()) - made - joined);
}

Result<QSet<QString>> databaseNames(app::RestClient &client)
{
    QSet<QString> names;
    QString cursor;
    do {
        QUrlQuery query({{u"limit"_s, u"200"_s}});
        if (!cursor.isEmpty())
            query.addQueryItem(u"cursor"_s, cursor);
        const auto page = client.get(u"tenant/databases?"_s + query.toString());
        if (!page)
            return std::unexpected(page.error());
        for (const QJsonValue &item : (*page)[u"items"].toArray())
            names.insert(item[u"name"].toString());
        cursor = (*page)[u"nextCursor"].toString();
    } while (!cursor.isEmpty());
    return names;
}

Result<void> importDatabases(app::RestClient &client, const std::vector<ImportedDatabase> &databases)
{
    auto names = databaseNames(client);
    if (!names)
        return std::unexpected(names.error());
    int made = 0;
    int failed = 0;
    for (const ImportedDatabase &database : databases) {
        if (names->contains(database.name))
            continue;
        const auto created = client.post(u"tenant/databases"_s, {{u"name"_s, database.name}, {u"url"_s, database.url}});
        names->insert(database.name);
        made += created ? 1 : 0;
        failed += created ? 0 : 1;
        if (!created)
            std::printf("database %s: %s %s\n", qPrintable(database.name), qPrintable(created.error().title),
                        qPrintable(created.error().detail));
    }
    std::printf("databases: %d made, %d failed, %d there already\n", made, failed,
                int(databases.size()) - made - failed);
    if (failed > 0)
        return failure(ProblemCode::CannotConnect, u"Some databases were not taken over."_s,
                       u"Repair what is said above and import again; what is there stays as it is."_s);
    return {};
}

Result<QString> defaultWorkspace(app::RestClient &client, const QString &organization)
{
    const auto list = client.get(u"organizations/"_s + organization + u"/workspaces");
    if (!list)
        return std::unexpected(list.error());
    for (const QJsonValue &workspace : (*list)[u"items"].toArray()) {
        if (workspace[u"isDefault"].toBool())
            return workspace[u"id"].toString();
    }
    return failure(ProblemCode::NotFound, u"The organisation has no workspace."_s);
}

Result<void> importDocumentsInto(app::RestClient &client, const QString &organization,
                                 const std::vector<ImportedDocument> &documents)
{
    if (documents.empty())
        return {};
    const auto workspace = defaultWorkspace(client, organization);
    if (!workspace)
        return std::unexpected(workspace.error());
    const DocumentsTaken taken = importDocuments(client, *workspace, documents);
    for (const QString &failed : taken.failed)
        std::printf("document %s\n", qPrintable(failed));
    std::printf("documents: %d made, %d failed, %d there already; they are read while the server runs\n", taken.made,
                int(taken.failed.size()), taken.there);
    if (!taken.failed.empty())
        return failure(ProblemCode::InvalidRequest, u"Some documents were not taken over."_s,
                       u"Repair what is said above and import again; what is there stays as it is."_s);
    return {};
}

Result<void> importInto(Server &server, const ImportFiles &files, const QString &organization)
{
    const ImportedUser &owner = files.owner();
    api::SignedIn in;
    try {
        in = openOrganization(server.accounts(), owner, organization);
        importUsers(server.accounts(), in, files.users);
    } catch (const Problem &problem) {
        return std::unexpected(problem);
    }
    app::RestClient client(server.url());
    client.setToken(in.accessToken);
    auto databases = importDatabases(client, files.databases);
    auto documents = importDocumentsInto(client, in.organization.id.toString(), files.documents);
    return databases ? documents : databases;
}

} // namespace

int importFolder(const Settings &settings)
{
    auto options = settings.serverOptions();
    if (!options || !settings.isSet("organization") || !settings.isSet("directory")) {
        fail(options ? Problem::of(ProblemCode::InvalidRequest, u"import needs a folder and --organization."_s)
                     : options.error());
        return Usage;
    }
    const auto files = ImportFiles::read(settings.value("directory"));
    if (!files)
        return fail(files.error());
    options->listenAddress = u"127.0.0.1"_s;
    options->port = 0;
    options->tlsCert.clear();
    options->tlsKey.clear();
    const auto server = Server::start(*options);
    if (!server)
        return fail(server.error());
    if (auto done = importInto(**server, *files, settings.value("organization")); !done)
        return fail(done.error());
    return Ok;
}

} // namespace tabletalk::daemon
