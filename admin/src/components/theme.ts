import type { ThemeConfig } from 'antd';

const FONTS =
  "-apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', system-ui, sans-serif";

/** antd as people know it, in the product's green; every grey that carries text keeps a contrast of 4.5:1. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0f766e',
    colorInfo: '#0f766e',
    colorLink: '#0b625b',
    colorLinkHover: '#0f766e',
    colorLinkActive: '#0a5850',
    colorError: '#b3261e',
    colorWarning: '#8a5600',
    colorSuccess: '#1c6635',
    // The shades antd derives from dark seeds are muddy.
    colorPrimaryBg: '#e2f1ee',
    colorPrimaryBgHover: '#d3e9e5',
    colorInfoBg: '#e2f1ee',
    colorInfoBorder: '#b5dbd5',
    colorErrorBg: '#fcebe9',
    colorErrorBorder: '#f1c4c0',
    colorWarningBg: '#fdf2d4',
    colorWarningBorder: '#efdba6',
    colorSuccessBg: '#e5f3e8',
    colorSuccessBorder: '#bfe0c7',
    controlItemBgActive: '#e2f1ee',
    colorTextBase: '#1f2b28',
    colorTextSecondary: '#4c5955',
    colorTextTertiary: '#5f6b67',
    colorTextQuaternary: '#5f6b67',
    colorTextDescription: '#5f6b67',
    colorTextPlaceholder: '#66726e',
    colorBgLayout: '#f5f6f5',
    borderRadius: 6,
    fontFamily: FONTS,
  },
  components: {
    Table: { headerBg: '#f3f6f5', cellPaddingBlock: 11 },
    Badge: { colorError: '#b3261e' },
  },
};
