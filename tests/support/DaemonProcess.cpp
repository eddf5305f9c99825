// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/DaemonProcess.h"

#include "tests/support/PlatformPlace.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace tabletalk::test {

DaemonProcess::DaemonProcess(const PlatformPlace &place)
{
    m_process.setProcessEnvironment(place.environment());
}

DaemonProcess::~DaemonProcess()
{
    if (m_process.state() != QProcess::NotRunning)
        kill9();
}

bool DaemonProcess::start(const QString &dataDir, const QStringList &more)
{
    constexpr qint64 patienceMs = 30'000;
    launch(QStringList{u"serve"_s, u"--data-dir"_s, dataDir, u"--listen"_s, u"127.0.0.1:0"_s} + more);
    QElapsedTimer waited;
    waited.start();
    while (waited.elapsed() < patienceMs && m_process.state() != QProcess::NotRunning) {
        if (!m_process.canReadLine() && !m_process.waitForReadyRead(100))
            continue;
        const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
        const QString ready = u"tabletalkd ready on "_s;
        if (!line.startsWith(ready))
            return false;
        m_url = QUrl(line.mid(ready.size()));
        return true;
    }
    return false;
}

void DaemonProcess::launch(const QStringList &arguments)
{
    m_process.start(QStringLiteral(TABLETALK_BIN_DIR) + u"/tabletalkd"_s, arguments);
    m_process.waitForStarted();
}

void DaemonProcess::kill9()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool DaemonProcess::terminate(int patienceMs)
{
    m_process.terminate();
    return m_process.waitForFinished(patienceMs);
}

bool DaemonProcess::waitForEnd(int patienceMs)
{
    return m_process.state() == QProcess::NotRunning || m_process.waitForFinished(patienceMs);
}

} // namespace tabletalk::test
