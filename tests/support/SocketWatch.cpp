// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/SocketWatch.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QSet>
#include <QtEndian>

#include <array>
#include <chrono>
#include <cstring>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tabletalk::test {

namespace {

constexpr int hexadecimal = 16;
constexpr qsizetype digitsOfV4 = 8;

/// "0100007F:1F90" as /proc/net/tcp writes it: words of the machine's own order.
std::pair<QHostAddress, int> placeIn(const QByteArray &text)
{
    const qsizetype colon = text.indexOf(':');
    const QByteArray digits = text.left(colon);
    std::array<quint8, 16> bytes{};
    for (qsizetype word = 0; word * digitsOfV4 < digits.size(); ++word) {
        const quint32 value = digits.mid(word * digitsOfV4, digitsOfV4).toUInt(nullptr, hexadecimal);
        std::memcpy(bytes.data() + word * qsizetype(sizeof value), &value, sizeof value);
    }
    const int port = text.mid(colon + 1).toInt(nullptr, hexadecimal);
    if (digits.size() == digitsOfV4)
        return {QHostAddress(qFromBigEndian<quint32>(bytes.data())), port};
    return {QHostAddress(bytes.data()), port};
}

/// The inodes of all sockets that a process has open.
QSet<QByteArray> socketsOf(qint64 pid)
{
    QSet<QByteArray> inodes;
    const QDir folder(u"/proc/%1/fd"_s.arg(pid));
    for (const QFileInfo &file : folder.entryInfoList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        const QString target = QFile::symLinkTarget(file.filePath()).section(u'/', -1);
        if (target.startsWith(u"socket:["))
            inodes.insert(target.mid(8).chopped(1).toLatin1());
    }
    return inodes;
}

} // namespace

SocketWatch::SocketWatch(qint64 pid, int listensAt)
    : m_pid(pid)
    , m_port(listensAt)
    , m_thread([this](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            look();
            std::this_thread::sleep_for(4ms);
        }
    })
{}

void SocketWatch::look()
{
    constexpr int local = 1;
    constexpr int remote = 2;
    constexpr int inode = 9;
    const QSet<QByteArray> own = socketsOf(m_pid);
    for (const char *protocol : {"tcp", "tcp6", "udp", "udp6"}) {
        QFile file(u"/proc/%1/net/%2"_s.arg(m_pid).arg(QString::fromLatin1(protocol)));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QList<QByteArray> columns = line.simplified().split(' ');
            if (!own.contains(columns.value(inode)))
                continue;
            const auto [there, port] = placeIn(columns.value(remote));
            if (port == 0 || placeIn(columns.value(local)).second == m_port)
                continue; // listens, or was accepted
            const std::scoped_lock lock(m_mutex);
            m_reached.insert(u"%1 %2:%3"_s.arg(QString::fromLatin1(protocol), there.toString()).arg(port));
        }
    }
    const std::scoped_lock lock(m_mutex);
    ++m_looks;
}

std::set<QString> SocketWatch::reached() const
{
    const std::scoped_lock lock(m_mutex);
    return m_reached;
}

int SocketWatch::looks() const
{
    const std::scoped_lock lock(m_mutex);
    return m_looks;
}

} // namespace tabletalk::test
