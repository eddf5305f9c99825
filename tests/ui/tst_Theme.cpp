// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "ui/settings/Appearance.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace tabletalk::ui;
using namespace Qt::StringLiterals;

/// Colours that everybody can tell apart, and a theme that follows the desktop.
class TestTheme : public QObject
{
    Q_OBJECT

    struct Pair
    {
        const char *name;
        QColor Colors::*front;
        QColor Colors::*back;
    };
    static constexpr double text = 4.5;
    static constexpr double control = 3;
    static constexpr double highContrastText = 7;

    static const std::vector<Pair> &textPairs()
    {
        using C = Colors;
        static const std::vector<Pair> pairs{
            {"text on window", &C::text, &C::window},
            {"text on surface", &C::text, &C::surface},
            {"text on raised", &C::text, &C::raised},
            {"text on rail", &C::text, &C::rail},
            {"muted on window", &C::mutedText, &C::window},
            {"muted on surface", &C::mutedText, &C::surface},
            {"muted on raised", &C::mutedText, &C::raised},
            {"muted on rail", &C::mutedText, &C::rail},
            {"accent on window", &C::accent, &C::window},
            {"accent on surface", &C::accent, &C::surface},
            {"on accent", &C::onAccent, &C::accent},
            {"on hovered accent", &C::onAccent, &C::accentHover},
            {"on soft accent", &C::onAccentSoft, &C::accentSoft},
            {"text on soft accent", &C::text, &C::accentSoft},
            {"danger on surface", &C::danger, &C::surface},
            {"danger on its soft", &C::danger, &C::dangerSoft},
            {"text on soft danger", &C::text, &C::dangerSoft},
            {"muted on soft danger", &C::mutedText, &C::dangerSoft},
            {"warning on surface", &C::warning, &C::surface},
            {"warning on its soft", &C::warning, &C::warningSoft},
            {"text on soft warning", &C::text, &C::warningSoft},
            {"success on surface", &C::success, &C::surface},
            {"success on its soft", &C::success, &C::successSoft},
            {"text on soft success", &C::text, &C::successSoft},
            {"SQL word", &C::sqlKeyword, &C::window},
            {"SQL text", &C::sqlText, &C::window},
            {"SQL number", &C::sqlNumber, &C::window},
        };
        return pairs;
    }
    static const std::vector<Pair> &controlPairs()
    {
        using C = Colors;
        static const std::vector<Pair> pairs{
            {"field on surface", &C::controlLine, &C::surface},
            {"field on window", &C::controlLine, &C::window},
            {"focus on surface", &C::focus, &C::surface},
            {"focus on window", &C::focus, &C::window},
            {"focus on rail", &C::focus, &C::rail},
            {"focus on raised", &C::focus, &C::raised},
            {"focus on selection", &C::focus, &C::accentSoft},
            {"accent on raised", &C::accent, &C::raised},
            {"danger line", &C::danger, &C::dangerSoft},
        };
        return pairs;
    }
    static void check(const std::vector<Pair> &pairs, const Colors &set, double least)
    {
        for (const Pair &pair : pairs) {
            const double found = contrastOf(set.*pair.front, set.*pair.back);
            QVERIFY2(
                found >= least,
                qPrintable(u"%1: %2, wanted %3"_s.arg(QLatin1StringView(pair.name)).arg(found, 0, 'f', 2).arg(least)));
        }
    }

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void contrastIsReckonedAsTheGuidelinesDo()
    {
        QCOMPARE(qRound(contrastOf(Qt::white, Qt::black) * 10), 210);
        QCOMPARE(qRound(contrastOf(Qt::white, Qt::white) * 10), 10);
        QCOMPARE(qRound(contrastOf(QColor(0x77, 0x77, 0x77), Qt::white) * 100), 448);
    }

    void textCanBeReadInEverySet_data()
    {
        QTest::addColumn<int>("set");
        const char *names[] = {"light", "dark", "high contrast light", "high contrast dark"};
        QCOMPARE(allColors().size(), std::size(names));
        for (int i = 0; i < int(std::size(names)); ++i)
            QTest::newRow(names[i]) << i;
    }
    void textCanBeReadInEverySet()
    {
        QFETCH(int, set);
        const Colors &colors = *allColors()[size_t(set)];
        check(textPairs(), colors, colors.highContrast ? highContrastText : text);
    }

    void controlsCanBeSeenInEverySet_data() { textCanBeReadInEverySet_data(); }
    void controlsCanBeSeenInEverySet()
    {
        QFETCH(int, set);
        check(controlPairs(), *allColors()[size_t(set)], control);
    }

    void linesOfChartsStandOutFromTheirCard_data() { textCanBeReadInEverySet_data(); }
    void linesOfChartsStandOutFromTheirCard()
    {
        QFETCH(int, set);
        const Colors &colors = *allColors()[size_t(set)];
        for (const QColor &series : colors.series)
            QVERIFY2(contrastOf(series, colors.surface) >= 2.7, qPrintable(series.name()));
    }

    void theThemeFollowsTheDesktopWhileItRuns()
    {
        Theme theme(*qApp);
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setSystem({true, false});
        QVERIFY(theme.colors().dark && !theme.colors().highContrast);
        QCOMPARE(QApplication::palette().color(QPalette::Window), darkColors().window);
        theme.setSystem({true, true});
        QVERIFY(theme.colors().dark && theme.colors().highContrast);
        QCOMPARE(&currentColors(), &contrastDarkColors());
        theme.setSystem({false, true});
        QCOMPARE(&currentColors(), &contrastLightColors());
        const qsizetype before = changed.size();
        theme.setMode(ThemeMode::Dark);
        theme.setSystem({false, false});
        QCOMPARE(&currentColors(), &darkColors()); // what was chosen stands above
        QCOMPARE(changed.size(), before + 1);
    }

    void whatWasChosenIsRemembered()
    {
        QVERIFY(savedThemeMode() == ThemeMode::System);
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark, ThemeMode::ContrastLight,
                                     ThemeMode::ContrastDark, ThemeMode::System}) {
            saveThemeMode(mode);
            QVERIFY(savedThemeMode() == mode);
        }
        QCOMPARE(savedScale(), 0);
        saveScale(150);
        QCOMPARE(savedScale(), 150);
        saveScale(900);
        QCOMPARE(savedScale(), 0);
    }
};

static const bool registered = tabletalk::test::add<TestTheme>();
#include "tst_Theme.moc"
