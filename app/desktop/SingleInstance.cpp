// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/SingleInstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTimer>

namespace tabletalk::desktop {

namespace {

constexpr int patienceMs = 2000;
constexpr qint64 longestWord = 16;
constexpr qsizetype hashDigits = 16;
constexpr auto showWord = "show\n";
constexpr auto quitWord = "quit\n";
constexpr auto heardWord = "heard\n";

/// In the folder of this session, which nobody else may enter.
QString socketOf(const QString &dataDir)
{
    const QFileInfo place(dataDir);
    const QString known = place.exists() ? place.canonicalFilePath() : place.absoluteFilePath();
    const QByteArray hash = QCryptographicHash::hash(known.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QDir(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation))
        .filePath(QStringLiteral("tabletalk-") + QString::fromLatin1(hash.left(hashDigits)));
}

} // namespace

SingleInstance::SingleInstance(const QString &dataDir)
{
    QDir().mkpath(dataDir); // so that its name is the same before and after the first start
    m_path = socketOf(dataDir);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::take);
}

bool SingleInstance::callOther(bool quit) const
{
    QLocalSocket socket;
    socket.connectToServer(m_path);
    if (!socket.waitForConnected(patienceMs))
        return false;
    socket.write(quit ? quitWord : showWord);
    socket.flush();
    while (!socket.canReadLine() && socket.waitForReadyRead(patienceMs)) {
    }
    return socket.readLine(longestWord) == heardWord;
}

bool SingleInstance::listen()
{
    if (m_server.listen(m_path))
        return true;
    QLocalServer::removeServer(m_path); // nobody answered there: one that was killed left it
    return m_server.listen(m_path);
}

void SingleInstance::take()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(patienceMs, socket, &QLocalSocket::abort);
        const auto read = [this, socket] {
            if (!socket->canReadLine())
                return;
            const QByteArray word = socket->readLine(longestWord);
            socket->write(heardWord);
            socket->flush();
            socket->disconnectFromServer();
            if (word == showWord)
                Q_EMIT showWanted();
            else if (word == quitWord)
                Q_EMIT quitWanted();
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        read();
    }
}

} // namespace tabletalk::desktop
