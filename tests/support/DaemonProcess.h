// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace tabletalk::test {

class PlatformPlace;

/// A tabletalkd of the test's own, on a free loopback port; killed when this goes.
class DaemonProcess
{
public:
    DaemonProcess() = default;
    /// With its platform database at that place.
    explicit DaemonProcess(const PlatformPlace &place);
    ~DaemonProcess();

    /// Waits for the line that says it is ready; false when it ended or took too long.
    bool start(const QString &dataDir, const QStringList &more = {});
    /// Only starts it: for runs that are expected to fail.
    void launch(const QStringList &arguments);

    QUrl url() const { return m_url; }
    qint64 pid() const { return m_process.processId(); }

    void kill9();
    /// SIGTERM; false when it did not end in time.
    bool terminate(int patienceMs = 5000);
    bool waitForEnd(int patienceMs = 20'000);
    int exitCode() const { return m_process.exitCode(); }
    QByteArray standardOutput() { return m_process.readAllStandardOutput(); }
    QByteArray standardError() { return m_process.readAllStandardError(); }

private:
    QProcess m_process;
    QUrl m_url;
};

} // namespace tabletalk::test
