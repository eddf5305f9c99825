// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SavedSignIn.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace tabletalk::cli {

namespace {

QString filePath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/sign-in.json"_s;
}

} // namespace

std::optional<SavedSignIn> SavedSignIn::load()
{
    QFile file(filePath());
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject kept = QJsonDocument::fromJson(file.readAll()).object();
    return SavedSignIn{QUrl(kept[u"server"].toString()), kept[u"accessToken"].toString(),
                       kept[u"refreshToken"].toString()};
}

Result<void> SavedSignIn::save() const
{
    QDir().mkpath(QFileInfo(filePath()).absolutePath());
    QSaveFile file(filePath());
    const QJsonObject kept{
        {u"server"_s, server.toString()}, {u"accessToken"_s, accessToken}, {u"refreshToken"_s, refreshToken}};
    const bool saved = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
                       && file.write(QJsonDocument(kept).toJson()) > 0 && file.commit();
    if (!saved)
        return failure(ProblemCode::Internal, u"%1 cannot be written."_s.arg(filePath()));
    return {};
}

void SavedSignIn::forget()
{
    QFile::remove(filePath());
}

} // namespace tabletalk::cli
