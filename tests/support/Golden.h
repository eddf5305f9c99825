// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

namespace tabletalk::test {

/// Compares a text with the file that holds what it was when somebody last
/// looked at it. With TABLETALK_REBASELINE=1 in the environment the file is written anew: look at the
/// difference before committing it.
/// name: below the folder of the source.
inline void compareWithFile(const QString &name, const QString &text)
{
    QFile file(QStringLiteral(TABLETALK_SOURCE_DIR "/") + name);
    if (qEnvironmentVariableIntValue("TABLETALK_REBASELINE") == 1) {
        QVERIFY(QDir().mkpath(QFileInfo(file.fileName()).path()));
        QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(file.errorString()));
        file.write(text.toUtf8());
        return;
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    const QStringList expected = QString::fromUtf8(file.readAll()).split(u'\n');
    const QStringList actual = text.split(u'\n');
    for (qsizetype i = 0; i < std::min(expected.size(), actual.size()); ++i)
        QVERIFY2(actual[i] == expected[i], qPrintable(QStringLiteral("%1:%2\n  now:    %3\n  golden: %4")
                                                          .arg(name, QString::number(i + 1), actual[i], expected[i])));
    QCOMPARE(actual.size(), expected.size());
}

inline void compareWithGolden(const QString &name, const QString &text)
{
    compareWithFile(QStringLiteral("tests/golden/") + name, text);
}

} // namespace tabletalk::test
