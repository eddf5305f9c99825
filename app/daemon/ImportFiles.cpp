// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/ImportFiles.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace tabletalk::daemon {

namespace {

constexpr qint64 longestLine = 64 * 1024;

std::unexpected<Problem> badLine(const QString &file, int number, const QString &what)
{
    return failure(ProblemCode::InvalidRequest, u"%1, line %2: %3"_s.arg(file).arg(number).arg(what),
                   u"Nothing was imported."_s);
}

using TakeLine = std::function<QString(const QJsonObject &)>; ///< what is wrong with it; empty: nothing

Result<void> readLines(const QString &path, const TakeLine &take)
{
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    if (!file.open(QIODevice::ReadOnly))
        return failure(ProblemCode::InvalidRequest, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    for (int number = 1; !file.atEnd(); ++number) {
        const QByteArray line = file.readLine(longestLine + 1);
        if (line.size() > longestLine)
            return badLine(name, number, u"longer than 64 KB"_s);
        if (line.trimmed().isEmpty())
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject())
            return badLine(name, number, u"not a JSON object"_s);
        if (const QString wrong = take(document.object()); !wrong.isEmpty())
            return badLine(name, number, wrong);
    }
    return {};
}

QString takeUser(const QJsonObject &line, std::vector<ImportedUser> &users)
{
    ImportedUser user;
    user.email = line[u"email"].toString().trimmed();
    user.fullName = line[u"fullName"].toString().trimmed();
    user.password = line[u"password"].toString();
    if (user.email.isEmpty())
        return u"no email"_s;
    if (user.fullName.isEmpty())
        user.fullName = user.email.section(u'@', 0, 0);
    if (line.contains(u"role")) {
        const auto role = roleFromName(line[u"role"].toString());
        if (!role)
            return u"the role is owner, admin, manager, member, viewer or guest"_s;
        user.role = *role;
    }
    users.push_back(std::move(user));
    return {};
}

QString takeDatabase(const QJsonObject &line, std::vector<ImportedDatabase> &databases)
{
    ImportedDatabase database{line[u"name"].toString().trimmed(), line[u"url"].toString().trimmed()};
    if (database.name.isEmpty() || database.url.isEmpty())
        return u"needs a name and a url"_s;
    databases.push_back(std::move(database));
    return {};
}

std::vector<ImportedDocument> filesBelow(const QString &directory)
{
    std::vector<ImportedDocument> found;
    const QDir root(directory);
    QDirIterator files(directory, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        found.push_back({path, root.relativeFilePath(path)});
    }
    std::ranges::sort(found, {}, &ImportedDocument::name);
    return found;
}

} // namespace

Result<ImportFiles> ImportFiles::read(const QString &directory)
{
    ImportFiles found;
    const QDir folder(directory);
    auto users = readLines(folder.filePath(u"users.jsonl"_s),
                           [&](const QJsonObject &line) { return takeUser(line, found.users); });
    if (!users)
        return std::unexpected(std::move(users).error());
    if (found.users.empty())
        return failure(ProblemCode::InvalidRequest, u"users.jsonl holds nobody who could own the organisation."_s);
    if (const QString path = folder.filePath(u"databases.jsonl"_s); QFile::exists(path)) {
        auto databases = readLines(path, [&](const QJsonObject &line) { return takeDatabase(line, found.databases); });
        if (!databases)
            return std::unexpected(std::move(databases).error());
    }
    found.documents = filesBelow(folder.filePath(u"documents"_s));
    return found;
}

const ImportedUser &ImportFiles::owner() const
{
    const auto found = std::ranges::find(users, Role::Owner, &ImportedUser::role);
    return found == users.end() ? users.front() : *found;
}

} // namespace tabletalk::daemon
