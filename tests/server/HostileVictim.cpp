// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/HostileVictim.h"

#include <QDir>
#include <QFile>

namespace tabletalk::test {

using namespace Qt::StringLiterals;

namespace {

constexpr auto secretFile = "secret.txt";

} // namespace

HostileVictim::HostileVictim()
{
    // The servers run as users of their own.
    QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7777));
    restoreFolder();
}

void HostileVictim::restoreFolder() const
{
    const QDir folder(m_folder.path());
    for (const QString &name : folder.entryList(QDir::Files | QDir::Hidden)) {
        if (name != QLatin1StringView(secretFile) && !name.startsWith(u"own."_s))
            QFile::remove(folder.filePath(name));
    }
    QFile file(folder.filePath(QLatin1StringView(secretFile)));
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write("CANARY-file\n");
    file.close();
    QFile::setPermissions(file.fileName(), QFile::Permissions(0x7666));
}

QString HostileVictim::filesOfFolder() const
{
    QString list;
    const QDir folder(m_folder.path());
    for (const QString &name : folder.entryList(QDir::Files | QDir::Hidden, QDir::Name)) {
        QFile file(folder.filePath(name));
        list += name + u'=';
        if (file.open(QIODevice::ReadOnly))
            list += QString::number(qHash(file.readAll()));
        list += u' ';
    }
    return list;
}

bool holdsSecret(const QString &text)
{
    return text.contains(u"CANARY"_s) || text.contains(u"SCRAM-SHA"_s) || text.contains(u"root:x:0"_s);
}

} // namespace tabletalk::test
