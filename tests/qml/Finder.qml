import QtQuick

// Finds items by test id, delegates of lists included.
QtObject {
    function find(root, testId) {
        if (root.objectName === testId)
            return root;
        for (let i = 0; i < root.children.length; ++i) {
            const found = find(root.children[i], testId);
            if (found)
                return found;
        }
        return null;
    }

    function walk(root, visit) {
        visit(root);
        for (let i = 0; i < root.children.length; ++i)
            walk(root.children[i], visit);
    }

    function shown(item) {
        for (let up = item; up; up = up.parent) {
            if (!up.visible)
                return false;
        }
        return true;
    }
}
