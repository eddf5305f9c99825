// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/EntityView.h"

#include "core/text/Counted.h"
#include "ui/graph/GraphModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/LinkLabel.h"
#include "ui/widgets/ScrollColumn.h"

#include <QBoxLayout>
#include <QDesktopServices>
#include <QLabel>
#include <QUrl>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostMentions = 8;

QString linkTo(const QString &kind, const QString &id, const QString &text)
{
    return u"<a href=\"%1:%2\">%3</a>"_s.arg(kind, id, text.toHtmlEscaped());
}

QLabel *makeText(const QString &html, TextStyle style, bool muted, QWidget *parent)
{
    auto *label = new LinkLabel(parent);
    label->setFont(fontOf(style));
    label->setProperty("muted", muted);
    label->setText(html);
    return label;
}

} // namespace

EntityView::EntityView(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"graphDetails"_s);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    clear();
}

void EntityView::clear()
{
    delete m_inside;
    m_inside = new QWidget(this);
    QVBoxLayout *column = nullptr;
    makeScrollColumn(m_inside, &column);
    column->setSpacing(space::small);
    m_lines = new QVBoxLayout;
    m_lines->setSpacing(space::tiny);
    column->addLayout(m_lines);
    column->addStretch();
    m_column->addWidget(m_inside);
}

void EntityView::showText(const QString &text)
{
    clear();
    m_lines->addWidget(makeLabel(text, TextStyle::Body, true, m_inside));
    qobject_cast<QLabel *>(m_lines->itemAt(0)->widget())->setWordWrap(true);
}

void EntityView::addHeading(const QString &text)
{
    m_lines->addSpacing(space::small);
    m_lines->addWidget(makeLabel(text, TextStyle::Strong, false, m_inside));
}

void EntityView::addRelation(const QString &from, const QString &label, const api::GraphEntity &to)
{
    const QString said = label.isEmpty() ? tr("named together with") : label;
    QLabel *text =
        makeText(QString((from.isEmpty() ? QString() : QString(from.toHtmlEscaped() + u' ')) + u"<i>"_s
                         + said.toHtmlEscaped() + u"</i> "_s + linkTo(u"entity"_s, to.id.toString(), to.name)),
                 TextStyle::Body, false, m_inside);
    text->setObjectName(u"graphRelation"_s);
    connect(text, &QLabel::linkActivated, this, &EntityView::follow);
    m_lines->addSpacing(space::tiny);
    m_lines->addWidget(text);
}

void EntityView::addEvidence(const api::GraphEvidence &evidence)
{
    QString place = linkTo(u"passage"_s, QString(evidence.documentId.toString() + u':' + evidence.passageId.toString()),
                           evidence.documentName);
    if (evidence.page > 0)
        place += u", "_s + tr("page %1").arg(evidence.page);
    if (!evidence.sourceUrl.isEmpty())
        place += u" · <a href=\"%1\">%2</a>"_s.arg(evidence.sourceUrl.toHtmlEscaped(), tr("open"));
    QLabel *text = makeText(QString(u"“"_s + evidence.sentence.toHtmlEscaped() + u"”<br>"_s + place),
                            TextStyle::Caption, true, m_inside);
    text->setObjectName(u"graphEvidence"_s);
    text->setContentsMargins(space::medium, 0, 0, 0);
    connect(text, &QLabel::linkActivated, this, &EntityView::follow);
    m_lines->addWidget(text);
}

void EntityView::follow(const QString &link)
{
    const QString id = link.section(u':', 1, 1);
    if (const auto entity = EntityId::fromString(id); entity && link.startsWith(u"entity:")) {
        Q_EMIT entityWanted(*entity);
    } else if (const auto document = DocumentId::fromString(id); document && link.startsWith(u"passage:")) {
        Q_EMIT passageWanted(*document, PassageId::fromString(link.section(u':', 2)).value_or(PassageId()));
    } else {
        const QUrl url(link, QUrl::StrictMode);
        if (url.scheme() == u"https" || url.scheme() == u"http")
            QDesktopServices::openUrl(url);
    }
}

void EntityView::show(const api::GraphEntityDetail &detail)
{
    clear();
    QLabel *name = makeLabel(detail.entity.name, TextStyle::Heading, false, m_inside);
    name->setObjectName(u"graphEntityName"_s);
    name->setTextFormat(Qt::PlainText);
    name->setWordWrap(true);
    m_lines->addWidget(name);
    const QString counts =
        tr("%1 · named %2 in %3")
            .arg(kindText(detail.entity.kind), counted(detail.entity.mentions, tr("once"), tr("%1 times")),
                 counted(detail.entity.documents, tr("one document"), tr("%1 documents")));
    m_lines->addWidget(makeLabel(counts, TextStyle::Caption, true, m_inside));
    if (!detail.relations.empty())
        addHeading(tr("Relations"));
    for (const api::GraphRelationDetail &one : detail.relations) {
        const bool comesHere = one.relation.toId == detail.entity.id && !one.relation.label.isEmpty();
        if (comesHere) {
            api::GraphEntity self = detail.entity;
            QLabel *text =
                makeText(QString(linkTo(u"entity"_s, one.other.id.toString(), one.other.name) + u" <i>"_s
                                 + one.relation.label.toHtmlEscaped() + u"</i> "_s + self.name.toHtmlEscaped()),
                         TextStyle::Body, false, m_inside);
            text->setObjectName(u"graphRelation"_s);
            connect(text, &QLabel::linkActivated, this, &EntityView::follow);
            m_lines->addSpacing(space::tiny);
            m_lines->addWidget(text);
        } else {
            addRelation({}, one.relation.label, one.other);
        }
        for (const api::GraphEvidence &evidence : one.evidence)
            addEvidence(evidence);
    }
    addHeading(tr("Named in"));
    for (size_t i = 0; i < std::min(detail.mentions.size(), mostMentions); ++i)
        addEvidence(detail.mentions[i]);
}

void EntityView::show(const api::GraphPath &path)
{
    if (!path.found)
        return showText(path.note);
    clear();
    QLabel *title = makeLabel(tr("The way from %1 to %2").arg(path.entities.front().name, path.entities.back().name),
                              TextStyle::Heading, false, m_inside);
    title->setObjectName(u"graphPathTitle"_s);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    m_lines->addWidget(title);
    for (size_t i = 0; i < path.relations.size() && i + 1 < path.entities.size(); ++i) {
        const bool forth = path.relations[i].fromId == path.entities[i].id;
        const api::GraphEntity &from = path.entities[forth ? i : i + 1];
        addRelation(from.name, path.relations[i].label, path.entities[forth ? i + 1 : i]);
        if (i < path.evidence.size())
            addEvidence(path.evidence[i]);
    }
}

} // namespace tabletalk::ui
