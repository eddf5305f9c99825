// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/StartWidget.h"

#include "ui/connections/DatabaseCatalog.h"
#include "ui/help/HelpButton.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/IconLabel.h"
#include "ui/widgets/ScrollColumn.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace tabletalk::ui {

namespace {

constexpr int iconSize = 28;
constexpr int markSize = 56;

} // namespace

StartWidget::StartWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_greeting(makeLabel({}, TextStyle::Display, false, this))
    , m_text(makeLabel({}, TextStyle::Body, true, this))
{
    setObjectName(QStringLiteral("startPanel"));
    auto *mark = new QLabel(this);
    mark->setPixmap(programIcon().pixmap(markSize, markSize));
    mark->setAlignment(Qt::AlignCenter);
    m_greeting->setAlignment(Qt::AlignCenter);
    m_text->setAlignment(Qt::AlignCenter);
    QFont larger = m_text->font();
    larger.setPointSizeF(larger.pointSizeF() * 1.15);
    m_text->setFont(larger);

    auto *sample = makeChoice(QStringLiteral("trySample"), QStringLiteral("play"), tr("Try the sample"),
                              tr("A shop with its customers, products and orders. One click to a first answer; "
                                 "no account and no network."),
                              tr("Start now"), true);
    auto *mine = makeChoice(QStringLiteral("connectDatabase"), QStringLiteral("database"), tr("Connect my database"),
                            tr("SQLite, PostgreSQL, MySQL, SQL Server or ODBC. It is read and never written; nothing "
                               "leaves this computer."),
                            tr("Connect…"), false);
    auto *join = makeChoice(QStringLiteral("joinServer"), QStringLiteral("server"), tr("Join a server"),
                            tr("Your organisation runs Tabletalk on another machine? Work there with the same window."),
                            tr("Join…"), false);
    connect(sample, &QPushButton::clicked, &context.navigator, &Navigator::trySample);
    connect(mine, &QPushButton::clicked, &context.navigator, &Navigator::connectDatabase);
    connect(join, &QPushButton::clicked, &context.navigator, &Navigator::joinServer);

    setFocusProxy(sample);
    auto *choices = new QHBoxLayout;
    choices->setSpacing(space::large);
    for (QPushButton *choice : {sample, mine, join})
        choices->addWidget(choice, 1);
    auto *inner = new QWidget(this);
    inner->setMaximumWidth(readableWidth);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addStretch(2);
    column->addWidget(mark);
    column->addWidget(m_greeting);
    column->addWidget(m_text);
    column->addSpacing(space::huge);
    column->addLayout(choices);
    column->addStretch(3);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    page->setSpacing(0);
    page->addWidget(makeHelpButton(this), 0, Qt::AlignRight);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(inner, 1000);
    row->addStretch(1);
    auto *rest = new QWidget(this);
    QVBoxLayout *scrolled = nullptr;
    makeScrollColumn(rest, &scrolled);
    scrolled->addLayout(row, 1);
    page->addWidget(rest, 1);

    connect(&context.catalog, &DatabaseCatalog::reset, this, &StartWidget::updateGreeting);
    updateGreeting();
}

QPushButton *StartWidget::makeChoice(const QString &name, const QString &iconName, const QString &title,
                                     const QString &text, const QString &action, bool first)
{
    auto *choice = new QPushButton(this);
    choice->setObjectName(name);
    choice->setAccessibleName(title);
    choice->setAccessibleDescription(text);
    choice->setProperty("bigCard", true);
    choice->setCursor(Qt::PointingHandCursor);
    choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    auto *column = new QVBoxLayout(choice);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(new IconLabel(icon(iconName, IconTint::Accent), iconSize, choice));
    column->addWidget(makeLabel(title, TextStyle::Heading, false, choice));
    QLabel *explanation = makeLabel(text, TextStyle::Body, true, choice);
    explanation->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    explanation->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    column->addWidget(explanation, 1);
    auto *doIt = makeBadge(action, first ? "accent" : "neutral", choice);
    doIt->setFont(fontOf(TextStyle::Strong));
    column->addWidget(doIt);
    // The labels are part of the button: clicks belong to it.
    const auto labels = choice->findChildren<QLabel *>();
    for (QLabel *label : labels)
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    return choice;
}

void StartWidget::updateGreeting()
{
    const bool first = m_context.catalog.databases().empty();
    m_greeting->setText(first ? tr("Talk to your own tables") : tr("Welcome back"));
    m_text->setText(first ? tr("Ask in your own words. Get a table, a chart and a sentence, with the SQL in view.")
                          : tr("Your databases are waiting in the chat. You can also begin something new."));
}

} // namespace tabletalk::ui
