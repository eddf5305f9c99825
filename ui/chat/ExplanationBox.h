// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/say/AnswerExplanation.h"

#include <QWidget>

class QVBoxLayout;

namespace tabletalk::ui {

/// An answer in words, part by part: a heading at the left, what it says at the right.
class ExplanationBox : public QWidget
{
    Q_OBJECT

public:
    explicit ExplanationBox(QWidget *parent = nullptr);

    void explain(const ask::ExplainedAnswer &answer);
    /// All of it, as it is read out.
    QString text() const;

private:
    std::vector<ask::ExplanationPart> m_parts;
    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
};

} // namespace tabletalk::ui
