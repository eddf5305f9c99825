// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

#include <algorithm>

namespace tabletalk::test {

/// What came of the hostile statements of one engine, and the table of all of them.
class HostileReport
{
public:
    struct Engine
    {
        int statements = 0;
        int refusedByGuard = 0;
        int refusedByEngine = 0; ///< of all, with the guard taken away
        int bounded = 0;         ///< ended by time, rows, bytes or memory, with the guard taken away
        int ranHarmlessly = 0;   ///< with the guard taken away
        int onlyGuard = 0;       ///< with the guard taken away these change or show something
        int changed = 0;         ///< by the whole target
        int leaked = 0;          ///< by the whole target
        qint64 longestMs = 0;
        qint64 mostMemory = 0; ///< bytes that our process grew by, at most
    };

    Engine &of(const QString &engine) { return m_engines[engine]; }

    QString table() const
    {
        QString text =
            line({QStringLiteral("engine"), QStringLiteral("statements"), QStringLiteral("guard refuses"),
                  QStringLiteral("engine alone refuses"), QStringLiteral("ends at a limit"),
                  QStringLiteral("runs, harmless"), QStringLiteral("only the guard"), QStringLiteral("changed"),
                  QStringLiteral("leaked"), QStringLiteral("longest ms"), QStringLiteral("memory MB")});
        text += line(QStringList(11, QStringLiteral("---")));
        for (auto engine = m_engines.begin(); engine != m_engines.end(); ++engine)
            text += row(engine.key(), *engine);
        return text;
    }

private:
    static QString line(const QStringList &cells)
    {
        return QString(QStringLiteral("| ") + cells.join(QStringLiteral(" | ")) + QStringLiteral(" |\n"));
    }

    static QString row(const QString &name, const Engine &engine)
    {
        const bool ran = engine.longestMs > 0;
        const auto number = [&](qint64 value) { return ran ? QString::number(value) : QStringLiteral("-"); };
        return line({name, QString::number(engine.statements), QString::number(engine.refusedByGuard),
                     number(engine.refusedByEngine), number(engine.bounded), number(engine.ranHarmlessly),
                     number(engine.onlyGuard), number(engine.changed), number(engine.leaked), number(engine.longestMs),
                     number(engine.mostMemory / (1024 * 1024))});
    }

    QMap<QString, Engine> m_engines;
};

} // namespace tabletalk::test
