// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/HelpPane.h"

#include "ui/help/Guides.h"
#include "ui/help/HelpBrowser.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"

#include <QAction>
#include <QBoxLayout>
#include <QDesktopServices>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>
#include <QUrl>

namespace tabletalk::ui {

namespace {

constexpr std::size_t mostHits = 30;
constexpr qsizetype mostBefore = 50;
constexpr qsizetype longestSearch = 100;

/// As a link of Markdown; what is a sign there is written as itself.
QString linkTo(QString title, const QString &place)
{
    for (const QChar sign : {u'\\', u'[', u']', u'*', u'_', u'`'})
        title.replace(sign, QStringLiteral("\\") + sign);
    const QString file = place.section(u'#', 0, 0) + QStringLiteral(".md");
    const QString anchor = place.section(u'#', 1);
    return QStringLiteral("[%1](%2)").arg(title, anchor.isEmpty() ? file : QString(file + u'#' + anchor));
}

} // namespace

HelpPane::HelpPane(Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_browser(new HelpBrowser(this))
    , m_search(makeField(QStringLiteral("helpSearch"), tr("Search the guides"), this))
    , m_back(makeTool(QStringLiteral("helpBack"), tr("Back"), QStringLiteral("chevron-left")))
    , m_title(makeLabel(tr("Help"), TextStyle::Heading, false, this))
{
    setObjectName(QStringLiteral("helpPane"));
    setAccessibleName(tr("Help"));
    setProperty("helpPane", true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHead();
    m_browser->setObjectName(QStringLiteral("helpText"));
    m_browser->setAccessibleName(tr("Guide"));
    m_browser->setProperty("helpText", true);
    column->addWidget(m_browser, 1);
    connect(m_browser, &QTextBrowser::anchorClicked, this, &HelpPane::follow);
    connect(&theme, &Theme::changed, m_browser, &HelpBrowser::refresh);
}

QToolButton *HelpPane::makeTool(const QString &name, const QString &text, const QString &iconName)
{
    auto *tool = new QToolButton(this);
    tool->setObjectName(name);
    tool->setAccessibleName(text);
    tool->setToolTip(text);
    tool->setIcon(icon(iconName, IconTint::Muted));
    tool->setProperty("quiet", true);
    tool->setFocusPolicy(Qt::StrongFocus);
    tool->setCursor(Qt::PointingHandCursor);
    return tool;
}

void HelpPane::buildHead()
{
    auto *head = new QFrame(this);
    head->setProperty("header", true);
    auto *inside = new QVBoxLayout(head);
    inside->setContentsMargins(space::medium, space::small, space::medium, space::medium);
    inside->setSpacing(space::small);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::tiny);
    auto *all = makeTool(QStringLiteral("helpContents"), tr("Contents of the guides"), QStringLiteral("list"));
    auto *close = makeTool(QStringLiteral("helpClose"), tr("Close the help (Esc)"), QStringLiteral("close"));
    m_title->setWordWrap(false);
    row->addWidget(m_back);
    row->addWidget(m_title);
    row->addStretch();
    row->addWidget(all);
    row->addWidget(close);
    inside->addLayout(row);
    m_search->setPlaceholderText(tr("Search the guides"));
    m_search->setMaxLength(longestSearch);
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("search"), IconTint::Muted), QLineEdit::LeadingPosition);
    inside->addWidget(m_search);
    if (const auto language = QLocale().language(); language != QLocale::English && language != QLocale::C)
        inside->addWidget(makeLabel(tr("The guides are in English."), TextStyle::Caption, true, head));
    layout()->addWidget(head);
    connect(m_back, &QToolButton::clicked, this, &HelpPane::goBack);
    connect(all, &QToolButton::clicked, this, [this] { go({}); });
    connect(close, &QToolButton::clicked, this, &HelpPane::closeWanted);
    connect(m_search, &QLineEdit::textEdited, this, &HelpPane::search);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            search(); // the cross in the field edits nothing
    });
    connect(m_search, &QLineEdit::returnPressed, this, &HelpPane::openFirstHit);
    QWidget *order[] = {m_back, all, close, m_search, m_browser};
    for (std::size_t i = 1; i < std::size(order); ++i)
        setTabOrder(order[i - 1], order[i]);
}

void HelpPane::showPlace(const QString &place)
{
    const GuideChapter *chapter = place.isEmpty() ? nullptr : chapterAt(place);
    m_place = chapter ? place : QString();
    m_back->setEnabled(!m_before.isEmpty());
    if (!chapter) {
        m_browser->showPage(contents(), {});
        m_browser->setAccessibleName(tr("Contents of the guides"));
        return;
    }
    m_browser->showPage(chapter->text, chapter->anchors);
    m_browser->setAccessibleName(chapter->title);
    m_browser->goTo(place.section(u'#', 1));
    announce(*this, chapter->title);
}

void HelpPane::focusText()
{
    m_browser->setFocus(Qt::OtherFocusReason);
}

void HelpPane::go(const QString &place)
{
    m_before.append(m_place);
    if (m_before.size() > mostBefore)
        m_before.removeFirst();
    showPlace(place);
}

void HelpPane::goBack()
{
    if (!m_before.isEmpty())
        showPlace(m_before.takeLast());
    if (!m_back->isEnabled())
        focusText(); // what cannot be pressed any more keeps no focus
}

void HelpPane::search()
{
    if (m_search->text().trimmed().isEmpty()) {
        showPlace(m_place);
        return;
    }
    m_browser->showPage(found(), {});
    m_browser->setAccessibleName(tr("What was found"));
}

void HelpPane::openFirstHit()
{
    const std::vector<GuideHit> hits = searchGuides(m_search->text(), 1);
    if (hits.empty())
        return;
    go(hits.front().place);
    focusText();
}

void HelpPane::follow(const QUrl &link)
{
    const QString place = placeOfLink(m_place.section(u'#', 0, 0), link.toString());
    if (!place.isEmpty() && chapterAt(place))
        go(place);
    else if (link.scheme() == QLatin1StringView("https"))
        QDesktopServices::openUrl(link);
    focusText();
}

QString HelpPane::contents() const
{
    QString page = QStringLiteral("# ") + tr("Contents") + QStringLiteral("\n\n");
    for (const Guide &guide : guides()) {
        if (guide.chapters.empty())
            continue;
        page += QStringLiteral("### ") + guide.title + QStringLiteral("\n\n");
        for (const GuideChapter &chapter : guide.chapters) {
            const QString title = chapter.anchor.isEmpty() ? tr("About this guide") : chapter.title;
            page += QStringLiteral("- ") + linkTo(title, chapter.place()) + u'\n';
        }
        page += u'\n';
    }
    return page;
}

QString HelpPane::found() const
{
    const std::vector<GuideHit> hits = searchGuides(m_search->text(), mostHits);
    if (hits.empty())
        return tr("Nothing in the guides has all these words. Fewer or other words may find it.");
    QString page;
    for (const GuideHit &hit : hits) {
        QString excerpt = hit.excerpt;
        for (const QChar sign : {u'\\', u'*', u'_', u'`', u'<', u'['})
            excerpt.replace(sign, QStringLiteral("\\") + sign);
        page += QStringLiteral("**%1**  \n*%2*  \n%3\n\n").arg(linkTo(hit.title, hit.place), hit.chapter, excerpt);
    }
    return page;
}

bool HelpPane::event(QEvent *event)
{
    // Esc is meant for the help while it has the focus, whatever it does elsewhere.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QFrame::event(event);
}

void HelpPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeWanted();
    else if (event->matches(QKeySequence::Back))
        goBack();
    else if (event->matches(QKeySequence::Find))
        m_search->setFocus(Qt::ShortcutFocusReason);
    else
        QFrame::keyPressEvent(event);
}

} // namespace tabletalk::ui
