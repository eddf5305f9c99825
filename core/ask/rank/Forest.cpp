// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/Forest.h"

#include <QList>

#include <charconv>
#include <optional>

namespace tabletalk::ask {

namespace {

constexpr size_t mostNodes = 4'096; ///< of a tree; more is damage

/// Reads numbers one after the other.
class NumberReader
{
public:
    explicit NumberReader(QByteArrayView text)
        : m_at(text.data())
        , m_end(text.data() + text.size())
    {}

    template <typename Number>
    std::optional<Number> next()
    {
        while (m_at != m_end && *m_at == ' ')
            ++m_at;
        Number number{};
        const auto [after, error] = std::from_chars(m_at, m_end, number);
        if (error != std::errc())
            return {};
        m_at = after;
        return number;
    }

private:
    const char *m_at;
    const char *m_end;
};

std::optional<Forest::Tree> readTree(QByteArrayView line, int features)
{
    NumberReader numbers(line);
    const auto count = numbers.next<std::uint32_t>();
    if (!count || *count == 0 || *count > mostNodes)
        return {};
    Forest::Tree tree;
    tree.reserve(*count);
    for (std::uint32_t i = 0; i < *count; ++i) {
        const auto feature = numbers.next<std::int32_t>();
        const auto value = numbers.next<float>();
        if (!feature || !value || *feature >= features)
            return {};
        Forest::Node node{*feature, *value, 0, 0};
        if (*feature >= 0) {
            const auto left = numbers.next<std::int32_t>();
            const auto right = numbers.next<std::int32_t>();
            // Children follow their parent, so that every walk ends.
            const auto isChild = [&](const auto &child) {
                return child && *child > std::int32_t(i) && *child < std::int32_t(*count);
            };
            if (!isChild(left) || !isChild(right))
                return {};
            node.left = *left;
            node.right = *right;
        }
        tree.push_back(node);
    }
    return tree;
}

} // namespace

Forest::Forest(FeatureSpace space, std::vector<Tree> trees)
    : m_space(std::move(space))
    , m_trees(std::move(trees))
{}

Forest Forest::fromText(const QByteArray &text)
{
    FeatureSpace space;
    std::vector<Tree> trees;
    for (const QByteArray &line : text.split('\n')) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        if (line.startsWith("features ")) {
            for (const QByteArray &name : line.mid(9).split(' '))
                space.findOrAdd(name.toStdString());
            continue;
        }
        std::optional<Tree> tree = readTree(line, int(space.size()));
        if (!tree)
            return {};
        trees.push_back(*std::move(tree));
    }
    return {std::move(space), std::move(trees)};
}

QByteArray Forest::toText() const
{
    QByteArray text = "features";
    for (const std::string &name : m_space.names())
        text += ' ' + QByteArray::fromStdString(name);
    text += '\n';
    for (const Tree &tree : m_trees) {
        text += QByteArray::number(qulonglong(tree.size()));
        for (const Node &node : tree) {
            text += ' ' + QByteArray::number(node.feature) + ' ' + QByteArray::number(double(node.value), 'g', 6);
            if (node.feature >= 0)
                text += ' ' + QByteArray::number(node.left) + ' ' + QByteArray::number(node.right);
        }
        text += '\n';
    }
    return text;
}

double Forest::score(std::span<const float> features) const
{
    double sum = 0;
    for (const Tree &tree : m_trees) {
        const Node *node = tree.data();
        while (node->feature >= 0) {
            const auto at = size_t(node->feature);
            const float value = at < features.size() ? features[at] : 0.0F;
            node = tree.data() + (value <= node->value ? node->left : node->right);
        }
        sum += double(node->value);
    }
    return sum;
}

} // namespace tabletalk::ask
