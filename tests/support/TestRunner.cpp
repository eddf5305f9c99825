// SPDX-License-Identifier: GPL-3.0-or-later
//
// The main of every test program. "program --class Name …" runs one class, as CTest
// does; without it all classes run. What follows is QtTest's own command line.
#include "tests/support/TestRunner.h"

#ifdef TABLETALK_GUI_TESTS
#include <QApplication>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <vector>

namespace tabletalk::test {

static std::vector<std::function<std::unique_ptr<QObject>()>> &tests()
{
    static std::vector<std::function<std::unique_ptr<QObject>()>> list;
    return list;
}

bool addTest(std::function<std::unique_ptr<QObject>()> make)
{
    tests().push_back(std::move(make));
    return true;
}

} // namespace tabletalk::test

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    // Settings of this process alone: another test would find what this one kept.
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    Application application(argc, argv);
    QStringList arguments = Application::arguments();
    QString wanted;
    if (const qsizetype at = arguments.indexOf(QStringLiteral("--class")); at > 0 && at + 1 < arguments.size()) {
        wanted = arguments[at + 1];
        arguments.remove(at, 2);
    }

    int failed = 0;
    int ran = 0;
    for (const auto &make : tabletalk::test::tests()) {
        const std::unique_ptr<QObject> test = make();
        if (!wanted.isEmpty() && wanted != QLatin1StringView(test->metaObject()->className()))
            continue;
        failed += QTest::qExec(test.get(), arguments);
        ++ran;
    }
    if (ran == 0) {
        std::fprintf(stderr, "no test class is called %s\n", qPrintable(wanted));
        return 1;
    }
    return failed == 0 ? 0 : 1;
}
