// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/settings/Languages.h"
#include "ui/settings/ServersCard.h"
#include "ui/settings/SettingsWidget.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLibraryInfo>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QXmlStreamReader>

#include <algorithm>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

struct Text
{
    QString context;
    QString source;
    QString translation;
    bool finished = false;
};

/// A translation; of one with several forms the last, which is for many.
QString formsOf(QXmlStreamReader &reader)
{
    QString text;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isEndElement() && reader.name() == u"translation")
            break;
        if (reader.isStartElement())
            text.clear();
        else if (reader.isCharacters() && !reader.text().trimmed().isEmpty())
            text += reader.text();
    }
    return text;
}

/// What a file of Qt Linguist holds.
std::vector<Text> textsOf(const QString &path)
{
    std::vector<Text> texts;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return texts;
    QXmlStreamReader reader(&file);
    QString context;
    while (!reader.atEnd()) {
        if (!reader.readNextStartElement())
            continue;
        if (reader.name() == u"name")
            context = reader.readElementText();
        else if (reader.name() == u"source")
            texts.push_back({context, reader.readElementText(), {}, false});
        else if (reader.name() == u"translation" && !texts.empty()) {
            texts.back().finished = reader.attributes().value(u"type"_s) != u"unfinished";
            texts.back().translation = formsOf(reader);
        }
    }
    return texts;
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression number(u"%[0-9n]"_s);
    QStringList found;
    auto each = number.globalMatch(text);
    while (each.hasNext())
        found.append(each.next().captured());
    found.sort();
    return found;
}

} // namespace

/// The window in other languages: whole where that is declared, chosen by the system, and nothing clipped.
class TestTranslations : public QObject
{
    Q_OBJECT

    const QDir m_root{QStringLiteral(TABLETALK_SOURCE_DIR)};

    QString fileOf(const QString &code) const { return m_root.filePath(u"translations/tabletalk_%1.ts"_s.arg(code)); }
    QStringList areas() const
    {
        QFile file(m_root.filePath(u"translations/areas.txt"_s));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        lines.removeIf([](const QString &line) { return line.startsWith(u'#'); });
        return lines;
    }
    static void addLanguages()
    {
        QTest::addColumn<QString>("code");
        for (const Language &language : languages()) {
            if (language.code != u"en")
                QTest::newRow(qPrintable(language.code)) << language.code;
        }
    }

    Theme *m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { delete m_theme; }

    void whatIsDeclaredWholeIsTranslated_data() { addLanguages(); }
    void whatIsDeclaredWholeIsTranslated()
    {
        QFETCH(QString, code);
        const auto language = std::ranges::find(languages(), code, &Language::code);
        const QStringList whole = areas();
        QVERIFY(!whole.isEmpty());
        QStringList missing;
        int finished = 0;
        const std::vector<Text> texts = textsOf(fileOf(code));
        QVERIFY(texts.size() > 1000);
        for (const Text &text : texts) {
            const bool isThere = text.finished && !text.translation.trimmed().isEmpty();
            finished += isThere;
            if (!isThere && (language->complete || whole.contains(text.context)))
                missing.append(text.context + u": "_s + text.source);
        }
        qInfo("%s: %d of %zu texts are translated", qPrintable(code), finished, texts.size());
        QVERIFY2(missing.isEmpty(), qPrintable(u'\n' + missing.join(u'\n')));
    }

    /// A text that was added to the sources and not to the files would be shown in English without anybody noticing.
    void theFilesKnowEveryTextOfTheSources()
    {
        QTemporaryDir place;
        const QString copy = place.filePath(u"tabletalk_de.ts"_s);
        QVERIFY(QFile::copy(fileOf(u"de"_s), copy));
        QProcess reader;
        reader.setWorkingDirectory(m_root.path());
        reader.start(QLibraryInfo::path(QLibraryInfo::BinariesPath) + u"/lupdate"_s,
                     {u"-silent"_s, u"-locations"_s, u"none"_s, u"-no-obsolete"_s, u"-I"_s, u"."_s, u"ui"_s,
                      u"app/desktop"_s, u"core"_s, u"-ts"_s, copy});
        QVERIFY2(reader.waitForFinished(120000), qPrintable(reader.errorString()));
        const QStringList whole = areas();
        QStringList missing;
        for (const Text &text : textsOf(copy)) {
            if (!text.finished && whole.contains(text.context))
                missing.append(text.context + u": "_s + text.source);
        }
        QVERIFY2(missing.isEmpty(), qPrintable(u'\n' + missing.join(u'\n')));
    }

    void translationsKeepTheirPlaceholders_data() { addLanguages(); }
    void translationsKeepTheirPlaceholders()
    {
        QFETCH(QString, code);
        for (const Text &text : textsOf(fileOf(code))) {
            if (text.finished && !text.translation.isEmpty())
                QVERIFY2(placeholders(text.source) == placeholders(text.translation), qPrintable(text.source));
        }
    }

    void theSystemsLanguageIsSpokenOnceItIsWhole()
    {
        const QLocale german(QLocale::German, QLocale::Austria);
        QCOMPARE(chosenLocale(u"de"_s, QLocale(u"en_GB"_s)).language(), QLocale::German);
        QCOMPARE(chosenLocale({}, QLocale(u"en_GB"_s)), QLocale(u"en_GB"_s));
        QCOMPARE(chosenLocale(u"xx"_s, german).language(), QLocale::English);
        const auto de = std::ranges::find(languages(), u"de"_s, &Language::code);
        QCOMPARE(chosenLocale({}, german).language(), de->complete ? QLocale::German : QLocale::English);
    }

    void theWindowSpeaksItAndNothingIsClipped_data() { addLanguages(); }
    void theWindowSpeaksItAndNothingIsClipped()
    {
        QFETCH(QString, code);
        Translator translator;
        QVERIFY(translator.loadLanguage(QLocale(code)));
        QCOMPARE(translator.translate("tabletalk::ui::Nobody", "No such text", nullptr, -1), QString());
        QApplication::installTranslator(&translator);
        {
            WindowFixture f(*m_theme);
            f.open();
            QTRY_VERIFY(f.desktop->session().isReady());
            for (const QString &panel : {u"start"_s, u"chat"_s, u"settings"_s}) {
                f.window().showPanel(panel);
                QTest::qWait(60);
                const auto buttons = f.window().findChildren<QAbstractButton *>();
                for (const QAbstractButton *button : buttons) {
                    if (!button->isVisible() || button->text().isEmpty())
                        continue;
                    QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
                    const int words = QFontMetrics(button->font()).horizontalAdvance(button->text());
                    QVERIFY2(button->inherits("QPushButton") || button->toolTip().contains(button->text())
                                 || words < button->width(),
                             qPrintable(button->text()));
                }
                QVERIFY(saveScreenshot(f.window(), u"language-%1-%2"_s.arg(code, panel)));
            }
            QVERIFY(f.find<QToolButton>(u"rail.settings"_s)->text() != u"Settings");
            // What stands on one page has different names.
            QVERIFY(SettingsWidget::tr("Current server") != ServersCard::tr("Servers"));
            QVERIFY(SettingsWidget::tr("Current server") != u"Current server");
        }
        QApplication::removeTranslator(&translator);
    }
};

static const bool registered = tabletalk::test::add<TestTranslations>();
#include "tst_Translations.moc"
