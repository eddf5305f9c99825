// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Search.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tabletalk::ui {

/// A passage that was found: where it stands, the part that matched, and why it was found.
class HitCard : public QFrame
{
    Q_OBJECT

public:
    /// narrow: beside others, with less room.
    HitCard(const api::SearchHit &hit, int place, bool narrow, QWidget *parent);

Q_SIGNALS:
    void passageWanted(tabletalk::DocumentId document, tabletalk::PassageId passage);
    void onlyWanted(tabletalk::DocumentId document, const QString &name);

private:
    void addTerms(QVBoxLayout *column);
    void updateMarks();
    void changeEvent(QEvent *event) override;

    api::SearchHit m_hit;
    QLabel *m_excerpt = nullptr;
    QWidget *m_terms = nullptr;
    QPushButton *m_why = nullptr;
};

} // namespace tabletalk::ui
