// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/ResultColumn.h"

#include "ui/search/HitCard.h"
#include "ui/search/HitText.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/BusyDots.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

QString factsOf(const api::SearchAnswer &answer)
{
    QStringList parts{answer.hits.size() == 1 ? ResultColumn::tr("1 hit")
                                              : ResultColumn::tr("%1 hits").arg(QLocale().toString(answer.hits.size())),
                      ResultColumn::tr("%1 passages searched").arg(QLocale().toString(answer.searched)),
                      ResultColumn::tr("%1 ms").arg(QLocale().toString(answer.ms))};
    if (!answer.embedder.isEmpty())
        parts << (answer.embedder == u"built-in" ? ResultColumn::tr("built-in embedder")
                                                 : ResultColumn::tr("embedder %1").arg(answer.embedder));
    return parts.join(u" · "_s);
}

} // namespace

ResultColumn::ResultColumn(WindowContext &context, const QString &mode, bool narrow, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_mode(mode)
    , m_narrow(narrow)
{
    setObjectName(QString(u"searchResults-" + mode));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    m_title = makeLabel(wayName(mode), TextStyle::Heading, false, this);
    m_title->setVisible(narrow);
    column->addWidget(m_title);
    m_facts = makeLabel({}, TextStyle::Caption, true, this);
    m_facts->setObjectName(u"searchFacts"_s);
    m_facts->setWordWrap(true);
    column->addWidget(m_facts);
    m_busy = new BusyDots(this);
    m_busy->hide();
    column->addWidget(m_busy);
    m_notice = new Notice(this);
    m_notice->setObjectName(u"searchNotice"_s);
    m_notice->hide();
    column->addWidget(m_notice);
    m_none = makeLabel({}, TextStyle::Body, true, this);
    m_none->setObjectName(u"searchNone"_s);
    m_none->setWordWrap(true);
    m_none->hide();
    column->addWidget(m_none);
    m_hits = new QVBoxLayout;
    m_hits->setSpacing(space::medium);
    column->addLayout(m_hits);
    column->addStretch();
}

void ResultColumn::clear()
{
    while (QLayoutItem *item = m_hits->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_facts->clear();
    m_none->hide();
    m_notice->hide();
}

void ResultColumn::search(api::SearchRequest request)
{
    clear();
    m_busy->show();
    request.mode = m_mode;
    const quint64 asked = ++m_asked;
    m_context.session.call<api::SearchAnswer>("search.query", request, this,
                                              [this, asked](const Result<api::SearchAnswer> &answer) {
                                                  if (asked == m_asked)
                                                      take(answer);
                                              });
}

void ResultColumn::take(const Result<api::SearchAnswer> &answer)
{
    m_busy->hide();
    if (!answer)
        return m_notice->show(answer.error());
    m_facts->setText(factsOf(*answer));
    if (!answer->note.isEmpty())
        m_notice->show(Notice::Kind::Accent, answer->note);
    m_none->setText(answer->searched == 0
                        ? tr("There is nothing to search yet. Add files in the panel Documents.")
                        : tr("No passage goes with it. Try other words, or another way of searching."));
    m_none->setVisible(answer->hits.empty());
    int place = 0;
    for (const api::SearchHit &hit : answer->hits) {
        auto *card = new HitCard(hit, ++place, m_narrow, this);
        connect(card, &HitCard::passageWanted, this, &ResultColumn::passageWanted);
        connect(card, &HitCard::onlyWanted, this, &ResultColumn::onlyWanted);
        m_hits->addWidget(card);
    }
}

} // namespace tabletalk::ui
