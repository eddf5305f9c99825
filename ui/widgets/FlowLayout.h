// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

#include <vector>

namespace tabletalk::ui {

/// A row that goes on in the next line where there is no more room, as words do: for buttons, whose texts are longer in
/// other languages, and for tags. Where all fit, what follows a stretch() stands at the far end.
class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    /// In pixels, between things in a row and between rows.
    explicit FlowLayout(int gap, QWidget *parent = nullptr);
    ~FlowLayout() override;

    /// What is added from here on stands at the far end of its row.
    void stretch();

    void addItem(QLayoutItem *item) override;
    int count() const override;
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &place) override;

private:
    /// Puts them into their places unless it is only asked for the height; gives that.
    int arrange(const QRect &place, bool move) const;
    int placeRow(const std::vector<int> &row, const QRect &place, int top, bool move) const;

    std::vector<QLayoutItem *> m_items;
    int m_gap;
    int m_far = -1; ///< the first of those at the far end
};

} // namespace tabletalk::ui
