// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/knowledge/WindowsJob.h"

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <chrono>

namespace tabletalk {

/// Why a reader ended without a last word.
enum class ReaderEnding { NotStarted, OutOfTime, OutOfMemory, Crashed };

/// The reader program with one file at its standard input. Sees nothing of this process: no environment, no open files.
/// Belongs to one thread; it and what it started are killed when this goes.
class ReaderChild
{
public:
    ReaderChild(const QString &program, const QStringList &arguments, const QString &file, qint64 memory);
    ~ReaderChild();
    ReaderChild(const ReaderChild &) = delete;
    ReaderChild &operator=(const ReaderChild &) = delete;

    struct Line
    {
        enum State { Complete, Silent, TooLong, Ended } state = Silent;
        QByteArray bytes = {}; ///< without the line break
    };
    /// Takes no more of the child's output than it needs for one line: a child that is ahead waits.
    Line nextLine(std::chrono::milliseconds patience, qsizetype mostBytes);

    /// After its end.
    ReaderEnding ending() const;

    static constexpr int outOfMemoryExit = 3; ///< as the program says it

private:
#ifdef Q_OS_WIN
    WindowsJob m_job;
#endif
    QProcess m_process;
    bool m_started = false;
};

} // namespace tabletalk
