// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/HitCard.h"

#include "ui/search/HitText.h"
#include "ui/search/ShareBar.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/FlowLayout.h"

#include <QBoxLayout>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

HitCard::HitCard(const api::SearchHit &hit, int place, bool narrow, QWidget *parent)
    : QFrame(parent)
    , m_hit(hit)
{
    setObjectName(u"searchHit"_s);
    setAccessibleName(tr("Hit %1: %2").arg(place).arg(hit.documentName));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *column = nullptr;
    fill->addWidget(makeCard(this, &column));
    auto *title = makeLabel(tr("%1. %2").arg(place).arg(placeText(hit)), TextStyle::Strong, false, this);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    column->addWidget(title);
    m_excerpt = makeLabel({}, TextStyle::Body, false, this);
    m_excerpt->setObjectName(u"searchExcerpt"_s);
    m_excerpt->setTextFormat(Qt::RichText);
    m_excerpt->setWordWrap(true);
    m_excerpt->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_excerpt);
    column->addWidget(new ShareBar(hit.reasons, this));
    auto *why = makeLabel(hit.explanation, TextStyle::Caption, true, this);
    why->setObjectName(u"searchExplanation"_s);
    why->setTextFormat(Qt::PlainText);
    why->setWordWrap(true);
    column->addWidget(why);
    addTerms(column);
    auto *buttons = new FlowLayout(space::small);
    m_why = makeButton(u"searchWhy"_s, tr("Matched words"), ButtonKind::Quiet, this, u"info"_s);
    m_why->setCheckable(true);
    m_why->setVisible(m_terms != nullptr);
    buttons->addWidget(m_why);
    auto *only = makeButton(u"searchOnly"_s, narrow ? tr("Only here") : tr("Only in this document"), ButtonKind::Quiet,
                            this, u"file"_s);
    buttons->addWidget(only);
    auto *open = makeButton(u"searchOpen"_s, tr("Open"), ButtonKind::Quiet, this, u"expand"_s);
    open->setAccessibleName(tr("Open %1 at this passage").arg(hit.documentName));
    buttons->addWidget(open);
    column->addLayout(buttons);
    connect(m_why, &QPushButton::toggled, this, [this](bool on) {
        if (m_terms)
            m_terms->setVisible(on);
    });
    connect(only, &QPushButton::clicked, this, [this] { Q_EMIT onlyWanted(m_hit.documentId, m_hit.documentName); });
    connect(open, &QPushButton::clicked, this, [this] { Q_EMIT passageWanted(m_hit.documentId, m_hit.passageId); });
    updateMarks();
}

/// What each word of the query adds to the score.
void HitCard::addTerms(QVBoxLayout *column)
{
    std::vector<api::MatchedTerm> terms;
    for (const api::SearchReason &reason : m_hit.reasons)
        terms.insert(terms.end(), reason.terms.begin(), reason.terms.end());
    if (terms.empty())
        return;
    m_terms = new QWidget(this);
    m_terms->setObjectName(u"searchTerms"_s);
    auto *grid = new QGridLayout(m_terms);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::large);
    grid->setVerticalSpacing(space::tiny);
    int line = 0;
    const auto add = [&](const QStringList &cells, bool isHead) {
        for (int i = 0; i < int(cells.size()); ++i) {
            auto *label = makeLabel(cells[i], isHead ? TextStyle::Caption : TextStyle::Body, isHead, m_terms);
            label->setTextFormat(Qt::PlainText);
            grid->addWidget(label, line, i, i > 1 ? Qt::AlignRight : Qt::AlignLeft);
        }
        ++line;
    };
    add({tr("Asked for"), tr("Found as"), tr("Times"), tr("Adds")}, true);
    for (const api::MatchedTerm &term : terms)
        add({term.word, term.found, QLocale().toString(term.count), QLocale().toString(term.weight, 'f', 2)}, false);
    grid->setColumnStretch(4, 1);
    m_terms->hide();
    column->addWidget(m_terms);
}

void HitCard::updateMarks()
{
    m_excerpt->setText(markedExcerpt(m_hit, currentColors()));
}

void HitCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateMarks();
}

} // namespace tabletalk::ui
