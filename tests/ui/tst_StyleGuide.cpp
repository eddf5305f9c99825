// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/Screenshots.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

struct Role
{
    const char *name;
    QColor Colors::*color;
};
constexpr Role roles[] = {
    {"window", &Colors::window},
    {"surface", &Colors::surface},
    {"raised", &Colors::raised},
    {"rail", &Colors::rail},
    {"line", &Colors::line},
    {"strongLine", &Colors::strongLine},
    {"controlLine", &Colors::controlLine},
    {"text", &Colors::text},
    {"mutedText", &Colors::mutedText},
    {"accent", &Colors::accent},
    {"accentSoft", &Colors::accentSoft},
    {"focus", &Colors::focus},
    {"danger", &Colors::danger},
    {"warning", &Colors::warning},
    {"success", &Colors::success},
};

/// The parts of the visual language beside each other.
QWidget *makeGallery()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::large);
    auto *swatches = new QGridLayout;
    swatches->setSpacing(space::small);
    int at = 0;
    for (const Role &role : roles) {
        auto *swatch = new QLabel(page);
        QPixmap fill(84, 28);
        fill.fill(Qt::transparent);
        QPainter painter(&fill);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(currentColors().controlLine);
        painter.setBrush(currentColors().*role.color);
        painter.drawRoundedRect(QRectF(0.5, 0.5, 83, 27), 6, 6);
        painter.end();
        swatch->setPixmap(fill);
        swatches->addWidget(swatch, 2 * (at / 8), at % 8);
        swatches->addWidget(makeLabel(QLatin1StringView(role.name), TextStyle::Caption, true, page), 2 * (at / 8) + 1,
                            at % 8);
        ++at;
    }
    column->addLayout(swatches);
    auto *types = new QHBoxLayout;
    for (const auto &[style, name] :
         {std::pair(TextStyle::Display, u"Display"_s), std::pair(TextStyle::Title, u"Title"_s),
          std::pair(TextStyle::Heading, u"Heading"_s), std::pair(TextStyle::Strong, u"Strong"_s),
          std::pair(TextStyle::Body, u"Body"_s), std::pair(TextStyle::Caption, u"Caption"_s)})
        types->addWidget(makeLabel(name, style, false, page), 0, Qt::AlignBottom);
    types->addStretch();
    column->addLayout(types);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(makeButton(u"a"_s, u"Primary"_s, ButtonKind::Primary, page, u"plus"_s));
    buttons->addWidget(makeButton(u"b"_s, u"Plain"_s, ButtonKind::Plain, page, u"edit"_s));
    buttons->addWidget(makeButton(u"c"_s, u"Quiet"_s, ButtonKind::Quiet, page, u"copy"_s));
    buttons->addWidget(makeButton(u"d"_s, u"Danger"_s, ButtonKind::Danger, page, u"trash"_s));
    auto *off = makeButton(u"e"_s, u"Not now"_s, ButtonKind::Plain, page);
    off->setEnabled(false);
    buttons->addWidget(off);
    for (const auto &[text, kind] :
         {std::pair(u"neutral"_s, "neutral"), std::pair(u"accent"_s, "accent"), std::pair(u"success"_s, "success"),
          std::pair(u"warning"_s, "warning"), std::pair(u"danger"_s, "danger")})
        buttons->addWidget(makeBadge(text, kind, page));
    buttons->addStretch();
    column->addLayout(buttons);
    auto *fields = new QHBoxLayout;
    auto *field = makeField(u"f"_s, u"A field"_s, page);
    field->setText(u"A field"_s);
    fields->addWidget(field);
    auto *choice = new QComboBox(page);
    choice->addItem(u"A choice"_s);
    fields->addWidget(choice);
    auto *tick = new QCheckBox(u"Ticked"_s, page);
    tick->setChecked(true);
    fields->addWidget(tick);
    fields->addStretch();
    column->addLayout(fields);
    for (const auto &[kind, title] :
         {std::pair(Notice::Kind::Success, u"It worked."_s), std::pair(Notice::Kind::Warning, u"Something to know."_s),
          std::pair(Notice::Kind::Danger, u"What happened, why, and what to do."_s)}) {
        auto *notice = new Notice(page);
        notice->show(kind, title);
        column->addWidget(notice);
    }
    return page;
}

} // namespace

/// The pictures of docs/style-guide.md, made by the program itself, and that the guide says what there is.
class TestStyleGuide : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theGuideIsPictured()
    {
        Theme theme(*qApp);
        for (const auto &[mode, name] : {std::pair(ThemeMode::Light, u"light"_s), std::pair(ThemeMode::Dark, u"dark"_s),
                                         std::pair(ThemeMode::ContrastLight, u"contrast-light"_s),
                                         std::pair(ThemeMode::ContrastDark, u"contrast-dark"_s)}) {
            theme.setMode(mode);
            const std::unique_ptr<QWidget> gallery(makeGallery());
            gallery->resize(880, 10);
            gallery->show();
            gallery->resize(880, gallery->sizeHint().height());
            QTest::qWait(30);
            QVERIFY(saveScreenshot(*gallery, u"style-"_s + name));
        }
    }

    void theGuideNamesEveryRoleAndItsPicturesAreThere()
    {
        const QDir docs(QStringLiteral(TABLETALK_SOURCE_DIR "/docs"));
        QFile file(docs.filePath(u"style-guide.md"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        for (const Role &role : roles)
            QVERIFY2(text.contains(u"`%1`"_s.arg(QLatin1StringView(role.name))), role.name);
        static const QRegularExpression image(u"\\]\\((images/[^)]+)\\)"_s);
        qint64 bytes = 0;
        int pictures = 0;
        auto each = image.globalMatch(text);
        while (each.hasNext()) {
            const QFileInfo picture(docs.filePath(each.next().captured(1)));
            QVERIFY2(picture.isFile(), qPrintable(picture.filePath()));
            bytes += picture.size();
            ++pictures;
        }
        QVERIFY(pictures >= 4);
        QVERIFY(bytes < 1'000'000);
    }
};

static const bool registered = tabletalk::test::add<TestStyleGuide>();
#include "tst_StyleGuide.moc"
